/** A matrix as a table of numbers between brackets, with its name under it. */

import { label } from "../core/boxes.js";
import { el, icon } from "../core/dom.js";
import { MORE } from "../core/icons.js";
import { isGradient, nameOf, shapeOf, summaryOf } from "../core/model.js";
import { rove } from "../core/roving.js";
import { drawCell, refresh, tableName } from "./cells.js";
import { createLargeMatrix } from "./large.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("./cells.js").GridCell} GridCell */
/** @typedef {import("./cells.js").GridOptions} GridOptions */
/**
 * @typedef {object} Grid
 * @property {string} name
 * @property {HTMLElement} element
 * @property {Map<string, GridCell>} cells by their keys, drawn transposed or not
 * @property {number} rows as drawn
 * @property {() => number[]} columns how many digits wide each is
 * @property {() => number} lines how many lines high a row is
 * @property {() => void} refresh
 * @property {{width: number, height: number}} [picture] the size of its picture, if it is too large for numbers
 * @property {(keys: readonly string[]) => void} [light] marks where entries are in a large matrix
 */

/** The font size of the number before an edit, as a share of the present one's; `matrix.css` has it too. */
const BEFORE = 0.7;
/**
 * @param {Player} player
 * @param {string} name
 * @param {GridOptions} [options]
 * @returns {Grid}
 */
export function createGrid(player, name, options = {}) {
  const { state } = player.store;
  const editable = nameOf(state, name).editable;
  if (summaryOf(state, name))
    return createLargeMatrix(player, name, options, {
      class: classOf(state, name, options, editable),
      caption: caption(player, name, options),
    });
  /** @type {Map<string, GridCell>} */
  const cells = new Map();
  const table = drawTable(state, name, options, cells);
  const element = el(
    "figure",
    { class: classOf(state, name, options, editable), "data-name": name, "data-transposed": options.transposed },
    frame(table),
    caption(player, name, options),
  );
  const grid = {
    name,
    element,
    cells,
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
  const parts = [
    "grid",
    isGradient(state, name) ? "gradient" : "plain",
    editable ? "editable" : "",
    options.role ?? "input",
  ];
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
 * @param {Player} player
 * @param {string} name
 * @param {GridOptions} options
 */
function caption(player, name, options) {
  const { state } = player.store;
  const button = el(
    "button",
    {
      type: "button",
      class: "caption",
      tabindex: "-1",
      "aria-label": player.text("visit", { name: nameOf(state, name).plain }),
    },
    label(state, name, options.transposed),
    " ",
    el("span", { class: "shape" }, shapeOf(state, name, options.transposed)),
  );
  button.addEventListener("click", () => player.visit(name));
  return el("figcaption", {}, button, wholeButton(player, name));
}

/**
 * Draw the button that opens the box of the whole matrix; see `clipboard.js`.
 * @param {Player} player
 * @param {string} name
 */
function wholeButton(player, name) {
  const { plain } = nameOf(player.store.state, name);
  const title = player.text("whole.open", { name: plain });
  const attributes = { type: "button", class: "open-whole", "aria-label": title, title, "aria-haspopup": "dialog" };
  return el("button", { ...attributes, "aria-expanded": "false" }, icon(MORE));
}

/**
 * @param {HTMLTableElement} table
 * @param {number} col
 */
function widest(table, col) {
  let most = 0;
  for (const row of table.rows)
    most = Math.max(
      most,
      lengthOf(row.cells[col]?.firstChild?.textContent ?? ""),
      BEFORE * lengthOf(beforeIn(row.cells[col])),
    );
  return most;
}

/**
 * The text over the number in a comparison.
 * @param {HTMLTableCellElement | undefined} td
 */
function beforeIn(td) {
  return td?.dataset.before ? `${td.dataset.before} →` : "";
}

/**
 * Measure a text in digits: points, raised digits and thin spaces are narrower than a digit, a minus is wider in some
 * fonts.
 * @param {string} text
 */
function lengthOf(text) {
  const thin = text.match(/\u2009/g)?.length ?? 0;
  const narrow = text.match(/[\u2008.]/g)?.length ?? 0;
  const raised = text.match(/[⁰¹²³⁴-⁹]/g)?.length ?? 0;
  const wide = text.match(/[−×→]/g)?.length ?? 0;
  return text.length - 0.67 * thin - 0.5 * narrow - 0.36 * raised + 0.33 * wide;
}
