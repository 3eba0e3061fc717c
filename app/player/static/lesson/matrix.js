/** A small matrix of computed numbers that is only read. */

import { el } from "../core/dom.js";
import { formatFor, trimmed } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Cell} Cell */

/**
 * @param {string | Node} caption
 * @param {Cell[][]} cells
 * @param {{rows?: string[], cols?: string[]}} [heads]
 */
export function drawMatrix(caption, cells, { rows, cols } = {}) {
  const write = formatFor(cells);
  const column = cells[0]?.length === 1;
  const head = cols
    ? el("thead", {}, el("tr", {}, rows ? el("td", {}) : null, ...cols.map((text) => el("th", { scope: "col" }, text))))
    : null;
  const drawText = (/** @type {Cell} */ cell) => (column ? write(cell) : trimmed(write(cell)));
  const body = cells.map((row, i) => drawRow(row, rows && (rows[i] ?? ""), drawText));
  const name = typeof caption === "string" ? caption : caption.textContent;
  return el(
    "figure",
    { class: "array" },
    el("figcaption", {}, caption),
    el(
      "div",
      { class: "wide", tabindex: "0", role: "group", "aria-label": name },
      el("table", {}, head, el("tbody", {}, ...body)),
    ),
  );
}

/**
 * @param {Cell[]} row
 * @param {string | undefined} name
 * @param {(cell: Cell) => string} write
 */
function drawRow(row, name, write) {
  const head = name === undefined ? null : el("th", { scope: "row" }, name);
  return el("tr", {}, head, ...row.map((cell) => el("td", { class: cell === 0 ? "zero" : null }, write(cell))));
}
