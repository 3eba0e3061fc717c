/** The cells of a matrix: what each is called, and the number that it shows. */

import { el, updateAttribute } from "../core/dom.js";
import { exactAt } from "../core/fractions.js";
import { cellOf, keyOf, matrixOf, nameOf, shapeOf } from "../core/model.js";
import { allDigits, shade, toNumber } from "../core/numbers.js";
import { showOverlay, titleAt } from "./overlay.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {{row: number, col: number, td: HTMLTableCellElement}} GridCell */
/** @typedef {{format: (cell: Cell) => string, changed: [number, number][]}} Stretch */
/**
 * @typedef {object} GridOptions
 * @property {boolean} [transposed]
 * @property {"input" | "result"} [role]
 */

/** The sign of a number that Python holds back while it is asked for, and a blank as wide as a typed number. */
const HIDDEN = "?";
const BLANK = `${"\u2007".repeat(7)}?`;

const LONGEST_UNREAD = 10;

/** @param {string} typed that is no number, of whatever length */
function shortened(typed) {
  return typed.length > LONGEST_UNREAD ? `${typed.slice(0, LONGEST_UNREAD)}…` : typed || "\u2007";
}

/**
 * @param {State} state
 * @param {string} name
 * @param {GridOptions} options
 */
export function tableName(state, name, options) {
  const shape = shapeOf(state, name, options.transposed);
  return [nameOf(state, name).plain, options.transposed ? "⊤" : "", shape].filter(Boolean).join(" ");
}

/**
 * @param {State} state
 * @param {string} name
 * @param {GridOptions} options
 * @param {Map<string, GridCell>} cells
 * @param {number} i
 * @param {number} j
 */
export function drawCell(state, name, options, cells, i, j) {
  const [row, col] = options.transposed ? [j, i] : [i, j];
  const key = keyOf(name, row, col);
  const td = el(
    "td",
    { "data-key": key, role: "gridcell", "aria-readonly": String(!nameOf(state, name).editable) },
    new Text(),
  );
  cells.set(key, { row, col, td });
  return td;
}

/**
 * Write the present numbers into cells that are there already, so that an open editor stays open.
 * @param {State} state
 * @param {string} name
 * @param {Map<string, GridCell>} cells
 * @param {Stretch} [stretch] for a stretch of a large matrix
 */
export function refresh(state, name, cells, stretch) {
  const { format, top } = { ...matrixOf(state, name), ...stretch };
  const changed = new Set(
    (stretch?.changed ?? state.data.changed[name] ?? []).map(([row, col]) => keyOf(name, row, col)),
  );
  const { plain } = nameOf(state, name);
  for (const [key, { row, col, td }] of cells) {
    const cell = cellOf(state, name, row, col);
    const x = toNumber(cell);
    const pending = state.pending.get(key);
    const unread = pending === undefined ? state.unread.get(key) : undefined;
    const number = cell === HIDDEN ? BLANK : (exactAt(state, name, row, col) ?? format(cell));
    const text = pending ?? (unread ? shortened(unread.typed) : number);
    if (td.firstChild && td.firstChild.textContent !== text) td.firstChild.textContent = text;
    updateAttribute(td, "title", titleAt(state, { name, row, col }, unread?.text ?? allDigits(cell)));
    updateAttribute(td, "aria-label", `${plain} ${row + 1}, ${col + 1}: ${text.trim()}`);
    td.classList.toggle("pending", pending !== undefined || state.pending.has(name));
    td.classList.toggle("unread", unread !== undefined);
    updateAttribute(td, "aria-invalid", unread ? "true" : null);
    td.classList.toggle("changed", changed.has(key));
    td.classList.toggle("negative", x < 0);
    td.classList.toggle("blank", cell === HIDDEN);
    td.classList.toggle("unknown", Number.isNaN(x) && cell !== HIDDEN);
    updateAttribute(td, "data-shade", String(shade(x, top)));
    showOverlay(state, { name, row, col }, td, format);
  }
}
