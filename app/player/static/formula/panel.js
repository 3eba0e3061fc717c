/** What is known of a typed formula: its gradient line by line, or the column at which it cannot be read. */

import { el } from "../core/dom.js";
import { keepDraft } from "../core/drafts.js";
import { drawLines, drawResult } from "./lines.js";
import { drawReading } from "./reading.js";

/** @typedef {import("../core/types.js").Panel} Panel */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/** The field of a formula. */
const FIELD = {
  type: "text",
  class: "boxed",
  spellcheck: "false",
  autocomplete: "off",
  autocapitalize: "off",
  maxlength: 300,
};

/**
 * Draw the form in which a formula is typed.
 * @param {Say} say
 * @param {{name: string, formula: string, draft: string}} typed the name of the field, what stands in it, and what it is for
 * @param {Node | string} by what stands below it: by which name it is differentiated
 * @param {(formula: string) => void} send
 */
export function drawForm(say, { name, formula, draft }, by, send) {
  const input = el("input", { ...FIELD, name, value: formula, "aria-label": say("formula") });
  keepDraft(input, draft);
  const form = el(
    "form",
    { class: "try" },
    input,
    el("button", { type: "submit", class: "go boxed" }, say("derive")),
    by,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input.value);
  });
  return form;
}

/**
 * @param {Say} say
 * @param {Panel} panel
 * @param {(formula: string) => void} send takes the formula that says another shape
 */
export function drawOutcome(say, panel, send) {
  if (panel.refused) return drawRefusal(say, panel);
  return [drawLines(panel), drawResult(panel.result), ...drawReading(say, panel, send), drawProof(say, panel)];
}

/**
 * @param {Say} say
 * @param {Panel} panel
 */
export function drawProof(say, { agrees }) {
  return el("p", { class: "proof" }, say(agrees ? "slope" : "slope_not"));
}

/**
 * Draw the formula with a mark under the column at which it cannot be read.
 * @param {Say} say
 * @param {Panel} panel
 */
export function drawRefusal(say, panel) {
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
      column === null ? "" : `${say("column_error", { column })} `,
      el("span", { lang }, text),
    ),
  ];
}
