/** The numbers of a whole matrix, as far as the browser has them. */

import { cellOf, nameOf, summaryOf } from "../core/model.js";
import { hasAllEntries } from "../core/large-values.js";
import { roundingAt } from "./overlay.js";

/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {import("../core/types.js").State} State */

/**
 * @param {State} state
 * @param {string} name
 * @param {boolean} transposed
 * @returns {Cell[][] | null} null if some are missing or held back
 */
export function rowsOf(state, name, transposed) {
  if (summaryOf(state, name) && !hasAllEntries(state, name)) return null;
  const { rows, cols } = nameOf(state, name);
  const [down, across] = transposed ? [cols, rows] : [rows, cols];
  const cells = range(down).map((i) =>
    range(across).map((j) => (transposed ? exactCell(state, name, j, i) : exactCell(state, name, i, j))),
  );
  // Python sends a question mark for a number that it holds back.
  return cells.flat().some((cell) => String(cell) === "?") ? null : cells;
}

/** @param {number} count */
function range(count) {
  return Array.from({ length: count }, (_, k) => k);
}

/**
 * One number as it was computed, also where it is shown as 0.
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 * @returns {Cell}
 */
function exactCell(state, name, row, col) {
  return roundingAt(state, { name, row, col }) ?? cellOf(state, name, row, col);
}
