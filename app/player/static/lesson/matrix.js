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
  const body = cells.map((row, i) =>
    el(
      "tr",
      {},
      rows ? el("th", { scope: "row" }, rows[i] ?? "") : null,
      ...row.map((cell) => {
        const text = write(cell);
        return el("td", { class: cell === 0 ? "zero" : null }, column ? text : trimmed(text));
      }),
    ),
  );
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
