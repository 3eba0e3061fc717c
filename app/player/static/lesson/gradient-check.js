/** The table of the gradient check: every gradient of the scene against central differences. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { format } from "../core/numbers.js";
import { SIGNS, lookOf } from "../core/verdicts.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */
/**
 * @typedef {object} Line
 * @property {string} name
 * @property {number} entries
 * @property {import("../core/verdicts.js").Verdict} verdict
 * @property {import("../core/types.js").Cell} error
 * @property {string[]} reasons
 */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawGradientCheck(player, panel) {
  /** @type {Line[]} */
  const lines = panel.gradients;
  const heads = ["gradient", "numbers", "error", ""].map((key) => el("th", { scope: "col" }, key && say(player, key)));
  return [
    el(
      "div",
      { class: "wide", tabindex: "0", role: "group", "aria-label": say(player, "panel.check") },
      el(
        "table",
        { class: "slopes" },
        el("thead", {}, el("tr", {}, ...heads)),
        el("tbody", {}, ...lines.map((line) => drawLine(player, line))),
      ),
    ),
  ];
}

/**
 * @param {Player} player
 * @param {Line} line
 */
function drawLine(player, { name, entries, verdict, error, reasons }) {
  const why = reasons.map((reason) => el("div", { class: "reason" }, say(player, `reason.${reason}`)));
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, label(player.store.state, name)),
    el("td", {}, String(entries)),
    el("td", {}, format(error)),
    el(
      "td",
      {},
      el("span", { class: `judged ${lookOf(verdict)}`, "aria-hidden": "true" }, SIGNS[verdict]),
      " ",
      player.text(`verdict.${verdict}`),
      ...why,
    ),
  );
}
