/** One matrix as a table of numbers between brackets, with its name under it. */

import { label } from "./boxes.js";
import { el, put } from "./dom.js";
import { exactAt } from "./fractions.js";
import { overlay } from "./layers.js";
import { createLarge } from "./large.js";
import { cellOf, isGradient, keyOf, matrixOf, nameOf, shapeOf, summaryOf } from "./model.js";
import { full, shade, toNumber } from "./numbers.js";
import { rove } from "./roving.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").State} State */
/** @typedef {{row: number, col: number, td: HTMLTableCellElement}} GridCell */
/**
 * @typedef {object} Grid
 * @property {string} name
 * @property {HTMLElement} element
 * @property {Map<string, GridCell>} cells by place in the matrix, wherever a transpose draws it
 * @property {number} rows as drawn
 * @property {() => number[]} columns how many digits wide each is
 * @property {() => number} lines how many lines high a row is
 * @property {() => void} refresh
 * @property {{width: number, height: number}} [size] where it does not depend on how large the numbers are
 * @property {(keys: readonly string[]) => void} [light] where the entries of a matrix are that is not drawn whole
 */
/**
 * @typedef {object} GridOptions
 * @property {boolean} [transposed]
 * @property {"input" | "result"} [role]
 */

/** How large the number before is beside the one of now, as in numbers.css. */
const BEFORE = 0.7;
/** A number that Python holds back stands as this, and is drawn as wide as one that is typed. */
const HIDDEN = "?", BLANK = `${"\u2007".repeat(7)}?`;

/**
 * @param {Player} player
 * @param {string} name
 * @param {GridOptions} [options]
 * @returns {Grid}
 */
export function createGrid(player, name, options = {}) {
  const { state } = player.store;
  const editable = nameOf(state, name).editable;
  if (summaryOf(state, name)) return createLarge(player, name, options, { class: classOf(state, name, options, editable), caption: caption(player, name, options) });
  /** @type {Map<string, GridCell>} */
  const cells = new Map();
  const table = drawTable(state, name, options, cells);
  const element = el("figure", { class: classOf(state, name, options, editable), "data-name": name }, frame(table), caption(player, name, options));
  const grid = {
    name, element, cells,
    rows: table.rows.length,
    columns: () => [...(table.rows[0]?.cells ?? [])].map((_, col) => widest(table, col)),
    lines: () => (table.querySelector("[data-before]") ? 1 + BEFORE : 1),
    refresh: () => refresh(player.store.state, name, cells),
  };
  rove(table, "td[data-key]", { home: true });
  grid.refresh();
  return grid;
}

/** @param {HTMLTableElement} table */
function frame(table) {
  return el("div", { class: "bracket" }, el("div", { class: "scroll" }, table));
}

/**
 * @param {State} state
 * @param {string} name
 * @param {GridOptions} options
 * @param {boolean} editable
 */
function classOf(state, name, options, editable) {
  const parts = ["grid", isGradient(state, name) ? "gradient" : "plain", editable ? "editable" : "", options.role ?? "input"];
  if (nameOf(state, name).scalar) parts.push("scalar");
  return parts.filter(Boolean).join(" ");
}

/**
 * @param {State} state
 * @param {string} name
 * @param {GridOptions} options
 * @param {Map<string, GridCell>} cells
 */
function drawTable(state, name, options, cells) {
  const { rows, cols } = nameOf(state, name);
  const [down, across] = options.transposed ? [cols, rows] : [rows, cols];
  const table = el("table", { role: "grid", "aria-label": tableName(state, name, options) });
  for (let i = 0; i < down; i += 1) {
    const line = table.insertRow();
    for (let j = 0; j < across; j += 1) line.append(drawCell(state, name, options, cells, i, j));
  }
  return table;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {GridOptions} options
 */
export function tableName(state, name, options) {
  return [nameOf(state, name).plain, options.transposed ? "⊤" : "", shapeOf(state, name)].filter(Boolean).join(" ");
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
  const td = el("td", { "data-key": key, role: "gridcell", "aria-readonly": String(!nameOf(state, name).editable) }, new Text());
  cells.set(key, { row, col, td });
  return td;
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {GridOptions} options
 */
function caption(player, name, options) {
  const { state } = player.store;
  const button = el("button", { type: "button", class: "caption", tabindex: "-1", "aria-label": player.text("visit", { name: nameOf(state, name).plain }) },
    label(state, name, options.transposed), " ", el("span", { class: "shape" }, shapeOf(state, name)));
  button.addEventListener("click", () => player.visit(name));
  return el("figcaption", {}, button);
}

/**
 * @param {HTMLTableElement} table
 * @param {number} col
 */
function widest(table, col) {
  let most = 0;
  for (const row of table.rows) most = Math.max(most, lengthOf(row.cells[col]?.firstChild?.textContent ?? ""), BEFORE * lengthOf(beforeIn(row.cells[col])));
  return most;
}

/**
 * What stands over the number, in a comparison.
 * @param {HTMLTableCellElement | undefined} td
 */
function beforeIn(td) {
  return td?.dataset.before ? `${td.dataset.before} →` : "";
}

/**
 * In digits: points, raised digits and the spaces between thousands are narrower than that.
 * @param {string} text
 */
function lengthOf(text) {
  return text.length - 0.55 * (text.match(/[\u2008\u2009.⁻⁰¹²³⁴-⁹]/g)?.length ?? 0);
}

/**
 * Writes the present numbers into the cells that are already there, so that an open editor survives.
 * @param {State} state
 * @param {string} name
 * @param {Map<string, GridCell>} cells
 * @param {{format: (cell: import("./types.js").Cell) => string, changed: [number, number][]}} [told] of a stretch of a large matrix
 */
export function refresh(state, name, cells, told) {
  const { format, top } = { ...matrixOf(state, name), ...told };
  const changed = new Set((told?.changed ?? state.data.changed[name] ?? []).map(([row, col]) => keyOf(name, row, col)));
  const { plain } = nameOf(state, name);
  for (const [key, { row, col, td }] of cells) {
    const cell = cellOf(state, name, row, col), x = toNumber(cell), pending = state.pending.get(key);
    const text = pending ?? (cell === HIDDEN ? BLANK : exactAt(state, name, row, col) ?? format(cell));
    if (td.firstChild && td.firstChild.textContent !== text) td.firstChild.textContent = text;
    td.title = full(cell);
    td.setAttribute("aria-label", `${plain} ${row + 1}, ${col + 1}: ${text.trim()}`);
    td.classList.toggle("pending", pending !== undefined);
    td.classList.toggle("changed", changed.has(key));
    td.classList.toggle("negative", x < 0);
    td.classList.toggle("blank", cell === HIDDEN);
    td.classList.toggle("unknown", Number.isNaN(x) && cell !== HIDDEN);
    put(td, "data-shade", String(shade(x, top)));
    overlay(state, { name, row, col }, td, format);
  }
}
