/** Which value a neuron or an edge shows at the current step. */

import { cellOf, isReached, nameOf } from "../core/model.js";
import { toNumber } from "../core/numbers.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Neurons} Neurons */
/** @typedef {{name: string, minus: string | null, kind: "value" | "gradient" | "change", faint: boolean}} Shown */

/**
 * The whole gradient of a value, or its update.
 * @param {State} state
 * @param {string} name
 * @param {"gradient" | "update"} kind
 */
export function gradientOrUpdateOf(state, name, kind) {
  return (
    state.structure.steps.findLast((step) => step.of === name && nameOf(state, step.name).kind === kind)?.name ?? null
  );
}

/**
 * Find what is shown for a value: its update once it is reached, else its gradient once it is reached, else the value.
 * @param {State} state
 * @param {string} name
 * @returns {Shown | null} null before the cursor has reached it
 */
export function shownFor(state, name) {
  const gradient = gradientOrUpdateOf(state, name, "gradient");
  const update = gradientOrUpdateOf(state, name, "update");
  if (update && isReached(state, update)) return { name: update, minus: name, kind: "change", faint: false };
  if (gradient && isReached(state, gradient)) return { name: gradient, minus: null, kind: "gradient", faint: false };
  if (!isReached(state, name)) return null;
  return { name, minus: null, kind: "value", faint: gradient !== null && isBackward(state) };
}

/** @param {State} state */
function isBackward(state) {
  const first = state.structure.steps.findIndex(({ phase }) => phase === "backward");
  return first >= 0 && state.cursor >= first;
}

/**
 * @param {State} state
 * @param {Shown} shown
 * @param {number} row
 * @param {number} col
 */
export function numberAt(state, { name, minus }, row, col) {
  const value = toNumber(cellOf(state, name, row, col));
  return minus === null ? value : value - toNumber(cellOf(state, minus, row, col));
}

/**
 * The largest magnitude among all entries, which scales widths and tints.
 * @param {State} state
 * @param {Shown} shown
 * @param {string} name of the value whose shape it has
 */
export function topOf(state, shown, name) {
  const { rows, cols } = nameOf(state, name);
  let top = 0;
  for (let row = 0; row < rows; row += 1)
    for (let col = 0; col < cols; col += 1) {
      const size = Math.abs(numberAt(state, shown, row, col));
      if (Number.isFinite(size)) top = Math.max(top, size);
    }
  return top;
}

/**
 * The entry of a value that belongs to a neuron and a sample.
 * @param {Neurons} neurons
 * @param {number} unit
 * @param {number} sample
 */
export function entryOf({ upright }, unit, sample) {
  return upright ? { row: unit, col: sample } : { row: sample, col: unit };
}

/**
 * The entry of the weights between two neurons.
 * @param {boolean} turned
 * @param {number} from
 * @param {number} to
 */
export function weightOf(turned, from, to) {
  return turned ? { row: to, col: from } : { row: from, col: to };
}

/**
 * Write a number in so few characters that it fits into a neuron: with three digits, or with fewer, or as a power.
 * @param {number} value
 * @param {number} room for characters
 */
export function shortText(value, room) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-9) return "≈0";
  const power = value.toExponential(0).replace("+", "");
  const plain =
    size >= 1000 ? [value.toFixed(0)] : [3, 2, 1].map((digits) => String(Number(value.toPrecision(digits))));
  const written = size !== 0 && (size >= 1e5 || size < 1e-3) ? [power] : [...plain, power];
  return (written.find(({ length }) => length <= room) ?? power).replaceAll("-", "−");
}
