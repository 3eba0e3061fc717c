/** A formula that can be changed: its gradient is derived again, or the column is named at which it cannot be read. */

import { el } from "../core/dom.js";
import { drawLines, drawResult } from "./derivation.js";
import { drawReading } from "./formula-reading.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 * @param {number} index
 */
export function drawFormulaPanel(player, panel, index) {
  const outcome = panel.refused ? drawRefusal(player, panel) : drawOutcome(player, panel, index);
  return [drawForm(player, panel, index), ...outcome];
}

/**
 * @param {Player} player
 * @param {Panel} panel
 * @param {number} index
 */
function drawForm(player, panel, index) {
  const input = el("input", {
    type: "text",
    name: `formula-${index}`,
    value: panel.formula,
    spellcheck: "false",
    autocomplete: "off",
    maxlength: 300,
    "aria-label": say(player, "panel.formula"),
  });
  const send = (/** @type {string} */ formula) => player.send({ type: "formula", panel: index, formula });
  const again = el("button", { type: "button", class: "link" }, say(player, "first_formula"));
  again.hidden = panel.formula === panel.original;
  again.addEventListener("click", () => send(panel.original));
  const form = el(
    "form",
    { class: "try" },
    input,
    el("button", { type: "submit", class: "go" }, say(player, "derive")),
    el("p", { class: "by" }, say(player, "by", { name: panel.wrt }), " ", again),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.value);
  });
  return form;
}

/**
 * Draw the formula with a mark under the column at which it cannot be read.
 * @param {Player} player
 * @param {Panel} panel
 */
function drawRefusal(player, panel) {
  const { column, text, lang } = panel.refused;
  const pointer =
    column === null
      ? null
      : el("code", { class: "column", "aria-hidden": "true" }, `${panel.formula}\n${" ".repeat(column - 1)}↑`);
  return [
    pointer,
    el(
      "p",
      { class: "misfit", role: "alert" },
      column === null ? "" : `${say(player, "column_error", { column })} `,
      el("span", { lang }, text),
    ),
  ];
}

/**
 * @param {Player} player
 * @param {Panel} panel
 * @param {number} index
 */
function drawOutcome(player, panel, index) {
  const send = (/** @type {string} */ formula) => player.send({ type: "formula", panel: index, formula });
  return [
    drawLines(panel),
    drawResult(panel.result),
    ...drawReading((key, values) => say(player, key, values), panel, send),
    el("p", { class: "proof" }, say(player, panel.agrees ? "slope" : "slope_not")),
  ];
}
