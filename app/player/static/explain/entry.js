/** One entry in words and numbers: its name, its value, the sum that makes it. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { exactAt } from "../core/fractions.js";
import { cellOf, currentStep, keyOf, nameOf, textAt } from "../core/model.js";
import { isExact } from "../core/numbers.js";
import { sourcesOfEntry } from "../core/sources.js";
import { drawFraction, operator, writeOut } from "./sum.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Place} Place */

/** From so many characters on the sum is set smaller. */
const LONG = 90;

/**
 * Find the step that computes a value; null for an input.
 * @param {State} state
 * @param {string} name
 */
export function stepOf(state, name) {
  const { step } = nameOf(state, name);
  return step === null ? null : (state.structure.steps[step] ?? null);
}

/**
 * List the entries from which an entry is computed, as keys, each once.
 * @param {State} state
 * @param {Place} place
 */
export function sourcesOf(state, { name, row, col }) {
  const step = stepOf(state, name);
  return step ? sourcesOfEntry(step, row, col) : [];
}

/**
 * Draw the name of an entry: its matrix, its row and its column.
 * @param {State} state
 * @param {Place} place
 */
export function entryLabel(state, { name, row, col }) {
  const at = nameOf(state, name).scalar ? null : el("span", { class: "at" }, `[${row + 1}, ${col + 1}]`);
  return el("span", { class: "entry" }, label(state, name), at);
}

/**
 * @param {State} state
 * @param {Place} place
 */
export function valueText(state, { name, row, col }) {
  return textAt(state, name, row, col);
}

/**
 * Draw the number of an entry, a fraction as a fraction.
 * @param {State} state
 * @param {Place} place
 */
export function drawValue(state, { name, row, col }) {
  const exact = exactAt(state, name, row, col);
  return exact?.includes("/") ? drawFraction(exact) : textAt(state, name, row, col);
}

/**
 * @param {State} state
 * @param {Place} place
 */
function isShownExactly(state, { name, row, col }) {
  return (
    exactAt(state, name, row, col) !== null || isExact(cellOf(state, name, row, col), textAt(state, name, row, col))
  );
}

/**
 * Write the sum that makes an entry; `equals` is ≈ if a number in it or its result is rounded.
 * @param {State} state
 * @param {Place} place
 * @param {Record<string, number[]>} [largest] the only terms of a long sum to write
 */
export function sumOf(state, place, largest) {
  const entry = stepOf(state, place.name)?.entry;
  if (!entry) return null;
  const written = writeOut(state, entry, { i: place.row, j: place.col }, largest);
  return { ...written, equals: written.isExact && isShownExactly(state, place) ? "=" : "≈" };
}

/**
 * @param {State} state
 * @param {Place} place
 * @param {Record<string, number[]>} [largest] the only terms of a long sum to write
 * @returns {{node: HTMLElement, terms: Map<Element, string[]>}}
 */
export function writeLine(state, place, largest) {
  const value = el("b", { title: String(cellOf(state, place.name, place.row, place.col)) }, drawValue(state, place));
  const sum = sumOf(state, place, largest);
  const isResult = place.name === currentStep(state).name;
  const left = isResult ? [] : [entryLabel(state, place), operator("=")];
  if (!sum)
    return {
      node: el("span", { class: "expression given" }, entryLabel(state, place), operator("="), value),
      terms: new Map(),
    };
  const isLong = (sum.node.textContent?.length ?? 0) > LONG;
  const node = el(
    "span",
    { class: isLong ? "expression long" : "expression" },
    ...left,
    sum.node,
    operator(sum.equals),
    value,
  );
  if (!isResult) sum.terms.set(value, [keyOf(place.name, place.row, place.col)]);
  return { node, terms: sum.terms };
}
