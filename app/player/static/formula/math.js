/** Draw a line of MathML from Python. */

import { el } from "../core/dom.js";
import { parseMathML } from "../core/formula.js";

/** @param {string} math */
export function drawMath(math) {
  return el("div", { class: "formula", tabindex: "0" }, parseMathML(math));
}
