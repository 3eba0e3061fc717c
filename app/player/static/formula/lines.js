/** The lines of a derivation, each with its rule, and the gradient at their end. */

import { el } from "../core/dom.js";
import { drawMath } from "./math.js";

/** @param {import("../core/types.js").Panel} panel */
export function drawLines(panel) {
  /** @type {{math: string, rule: string}[]} */
  const lines = panel.lines;
  return el(
    "ol",
    { class: "lines" },
    ...lines.map(({ math, rule }) => el("li", {}, el("span", { class: "rule" }, rule), drawMath(math))),
  );
}

/** @param {string} math */
export function drawResult(math) {
  return el("div", { class: "result" }, drawMath(math));
}
