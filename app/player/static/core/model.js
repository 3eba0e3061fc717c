/** Read values, shapes, texts and steps from the state, without touching the page. */

import { exactAt } from "./fractions.js";
import { format, formatFor, allDigits, magnitude } from "./numbers.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {import("./types.js").Name} Name */
/** @typedef {import("./types.js").Summary} Summary */
/** @typedef {{cells: Cell[][], format: (cell: Cell) => string, top: number}} Matrix */

/** @type {WeakMap<object, Map<string, Matrix>>} */
const matrices = new WeakMap();

/**
 * @param {State} state
 */
export function currentStep(state) {
  const step = state.structure.steps[state.cursor];
  if (!step) throw new RangeError(`step ${state.cursor}: there are ${state.structure.steps.length}`);
  return step;
}

/**
 * @param {State} state
 * @param {string} name
 * @returns {Name}
 */
export function nameOf(state, name) {
  const found = state.structure.names[name];
  if (!found) throw new RangeError(`${name} is not among the names of ${state.data.program}`);
  return found;
}

/**
 * Read a value as a matrix with one format for all of its entries; a scalar is a matrix of one.
 * @param {State} state
 * @param {string} name
 * @returns {Matrix}
 */
export function matrixOf(state, name) {
  const { values } = state.data;
  const known = matrices.get(values) ?? new Map();
  // Entries of a large value are kept whatever the number of digits.
  const key = summaryOf(state, name) ? name : `${state.display.digits ?? ""} ${name}`;
  matrices.set(values, known);
  if (!known.has(key)) known.set(key, readMatrix(state, name));
  return known.get(key);
}

/**
 * @param {State} state
 * @param {string} name
 * @returns {Matrix}
 */
function readMatrix(state, name) {
  const value = state.data.values[name];
  const summary = summaryOf(state, name);
  // The entries of a large value are filled in as they come.
  if (summary)
    return { cells: [], format: formatFor([[summary.least, summary.most]]), top: magnitude([[summary.top]]) };
  const cells = Array.isArray(value) ? value : [[/** @type {Cell} */ (value)]];
  return { cells, format: formatFor(cells, state.display.digits), top: magnitude(cells) };
}

/**
 * Write one entry: as a fraction where it is known as one, else with its digits.
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
export function textAt(state, name, row, col) {
  const cell = cellOf(state, name, row, col);
  // Python sends a question mark for a number that it holds back.
  return String(cell) === "?" ? "?" : (exactAt(state, name, row, col) ?? format(cell, state.display.digits));
}

/**
 * Find the summary of a value that is too large to be sent whole; null for any other.
 * @param {State} state
 * @param {string} name
 * @returns {Summary | null}
 */
export function summaryOf(state, name) {
  const value = state.data.values[name];
  return typeof value === "object" && !Array.isArray(value) ? value : null;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 * @returns {Cell}
 */
export function cellOf(state, name, row, col) {
  return matrixOf(state, name).cells[row]?.[col] ?? "nan";
}

/**
 * @param {State} state
 * @param {import("./types.js").Place} place
 */
export function typedIn(state, { name, row, col }) {
  const key = keyOf(name, row, col);
  return state.pending.get(key) ?? state.unread.get(key)?.typed ?? allDigits(cellOf(state, name, row, col));
}

/**
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
export function keyOf(name, row, col) {
  return `${name}:${row}:${col}`;
}

/**
 * @param {string} key
 * @returns {import("./types.js").Place}
 */
export function placeOf(key) {
  const [col, row, ...name] = key.split(":").reverse();
  return { name: name.reverse().join(":"), row: Number(row), col: Number(col) };
}

/**
 * Tell whether the cursor has reached the step that computes a value.
 * @param {State} state
 * @param {string} name
 */
export function isReached(state, name) {
  const { step } = nameOf(state, name);
  return step === null || step <= state.cursor;
}

/**
 * Find the node of the graph at which a value is drawn: an updated parameter is drawn at the parameter.
 * @param {State} state
 * @param {string} name
 */
export function nodeOf(state, name) {
  const { kind, of } = nameOf(state, name);
  return kind === "update" && of !== null ? of : name;
}

/**
 * Tell whether a value is a gradient. Gradients have their own pair of colours.
 * @param {State} state
 * @param {string} name
 */
export function isGradient(state, name) {
  return nameOf(state, name).kind === "gradient";
}

/**
 * @param {State} state
 * @param {string} name
 * @param {boolean} [transposed] whether it is shown so
 */
export function shapeOf(state, name, transposed = false) {
  const { rows, cols, scalar } = nameOf(state, name);
  if (scalar) return "";
  return transposed ? `${cols}×${rows}` : `${rows}×${cols}`;
}

const BESIDE = new Set(["rate", "setting", "state"]);

/**
 * List the values that can be edited and have no node in the graph: rates, settings, the optimizer's memory.
 * @param {State} state
 */
export function valuesWithoutNode({ structure }) {
  const drawn = new Set(structure.nodes.map(({ name }) => name));
  return Object.entries(structure.names).flatMap(([name, { kind, editable }]) =>
    BESIDE.has(kind) && editable && !drawn.has(name) ? [name] : [],
  );
}
