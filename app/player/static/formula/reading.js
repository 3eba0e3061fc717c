/** How a formula was read: in plain notation, with notes, and the shapes that were guessed and may be changed. */

import { el } from "../core/dom.js";
import { drawMath } from "./math.js";

/** @typedef {import("../core/types.js").Panel} Panel */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */
/** @typedef {{text: string, formula: string, chosen: boolean}} Option */
/** @typedef {{name: string, shape: string, options: Option[]}} Guess */

/**
 * @param {Say} say
 * @param {Panel} panel
 * @param {(formula: string) => void} send takes the formula that says another shape
 */
export function drawReading(say, panel, send) {
  /** @type {{text: string, column: number}[]} */
  const notes = panel.notes ?? [];
  return [
    ...drawJacobian(say, panel),
    panel.read ? el("p", { class: "read" }, say("read_as", { formula: panel.read })) : null,
    ...notes.map(({ text, column }) => el("p", { class: "read" }, `${say("column_error", { column })} ${text}`)),
    ...drawShapes(say, panel.guessed ?? [], send),
  ];
}

/**
 * @param {Say} say
 * @param {Guess[]} guessed
 * @param {(formula: string) => void} send
 */
function drawShapes(say, guessed, send) {
  if (guessed.length === 0) return [];
  const fields = guessed.map((guess) => {
    const field = el(
      "select",
      { class: "boxed", "aria-label": say("shape_of", { name: guess.name }), name: `shape-${guess.name}` },
      ...guess.options.map(({ text, formula, chosen }) =>
        el("option", chosen ? { value: formula, selected: "" } : { value: formula }, text),
      ),
    );
    field.addEventListener("change", () => send(field.value));
    return el("label", {}, `${guess.name} `, field, guess.shape ? ` ${guess.shape}` : "");
  });
  return [el("p", { class: "guessed-shapes" }, say("shapes_guessed"), ...fields.flatMap((field) => [" ", field]))];
}

/**
 * Draw what the names in a Jacobian stand for, and how to have a gradient instead.
 * @param {Say} say
 * @param {Panel} panel
 */
function drawJacobian(say, { jacobian }) {
  if (!jacobian) return [];
  /** @type {string[]} */
  const parts = jacobian.parts;
  return [
    parts.length > 0
      ? el("div", { class: "where" }, `${say("where_parts")} `, ...parts.map((part) => drawMath(part)))
      : null,
    el("p", { class: "read" }, jacobian.about),
    el("p", { class: "read" }, jacobian.note),
  ];
}
