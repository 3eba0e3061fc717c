/**
 * A matrix that is only read: tinted like those beside the formula, with names for its rows and columns if there are
 * any.
 */

import { el } from "../core/dom.js";
import { formatFor, allDigits, magnitude, shade, toNumber, trimmed } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Cell} Cell */
/**
 * @typedef {object} Look
 * @property {boolean} [gradient]
 * @property {string[]} [rows] names of the rows
 * @property {string[]} [cols]
 * @property {string} [flat] name under which its entries are numbered, to find them in another drawing
 * @property {boolean} [transposed] whether the numbering runs along columns
 * @property {number} [digits]
 */

/**
 * @param {Node | string} caption
 * @param {Cell[][]} cells in the order in which they are drawn
 * @param {Look} look
 */
export function drawTable(caption, cells, { gradient = false, rows, cols, flat, transposed = false, digits }) {
  const write = formatFor(cells, digits);
  const top = magnitude(cells);
  const down = cells.length;
  const across = cells[0]?.length ?? 0;
  const place = (/** @type {number} */ i, /** @type {number} */ j) =>
    flat ? `${flat}:${transposed ? j * down + i : i * across + j}` : null;
  const head = cols
    ? el("tr", {}, rows ? el("td", {}) : null, ...cols.map((text) => el("th", { scope: "col" }, text)))
    : null;
  const body = cells.map((row, i) =>
    el(
      "tr",
      {},
      rows ? el("th", { scope: "row" }, rows[i] ?? "") : null,
      ...row.map((cell, j) => drawCell(cell, write, top, place(i, j), across === 1)),
    ),
  );
  const table = el("table", {}, head, ...body);
  return el(
    "figure",
    { class: gradient ? "grid plate gradient" : "grid plate plain" },
    el("div", { class: "bracket" }, table),
    el("figcaption", {}, caption),
  );
}

/**
 * @param {Cell} cell
 * @param {(cell: Cell) => string} write
 * @param {number} top
 * @param {string | null} flat
 * @param {boolean} isColumn only a column aligns its decimal points
 */
function drawCell(cell, write, top, flat, isColumn) {
  const x = toNumber(cell);
  const text = write(cell);
  return el(
    "td",
    {
      class: x < 0 ? "negative" : x === 0 ? "zero" : null,
      "data-flat": flat,
      "data-shade": shade(x, top),
      title: allDigits(cell),
    },
    isColumn ? text : trimmed(text),
  );
}
