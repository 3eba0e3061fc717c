/** What is measured of a drawn matrix once for all sizes of its numbers. Nothing here waits for a layout. */

import { nameOf } from "../core/model.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../matrix/grid.js").Grid} Grid */
/** @typedef {import("./measure.js").Measured} Measured */

/** The width of a letter of a name under a matrix, and what is left around it. */
const LETTER = 7.4;
const PADDING = 20;

/**
 * @param {State} state
 * @param {Grid} grid
 * @returns {Measured}
 */
export function measured(state, { name, element, picture, rows, columns, lines }) {
  const letters = element.querySelector("figcaption")?.textContent?.trim().length ?? 0;
  const caption = LETTER * letters + PADDING;
  const { scalar } = nameOf(state, name);
  const drawn = { name, transposed: element.hasAttribute("data-transposed"), scalar, caption, rows };
  return picture ? { ...drawn, picture, columns: [], lines: 1 } : { ...drawn, columns: columns(), lines: lines() };
}

/** @type {WeakMap<Element, number>} */
const digits = new WeakMap();

/**
 * The width of a digit in a cell at font size 1, measured once.
 * @param {HTMLElement} numbers
 */
export function digitWidth(numbers) {
  const cell = numbers.querySelector("td");
  const known = digits.get(numbers) ?? (cell ? digitOf(getComputedStyle(cell).fontFamily) : 0.6);
  if (cell) digits.set(numbers, known);
  return known;
}

/** @param {string} family */
function digitOf(family) {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return 0.6;
  pen.font = `100px ${family}`;
  return pen.measureText("0").width / 100;
}
