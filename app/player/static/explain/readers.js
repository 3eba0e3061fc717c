/** The opposite of sources: the entries of a step's result that read a given entry. */

import { keyOf, nameOf } from "../core/model.js";
import { countSources, sourcesOfEntry } from "../core/sources.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Step} Step */

/** For steps that read more entries than this the readers are not collected: it would take too long. */
const MOST = 40000;

/** @type {WeakMap<Step, Map<string, string[]>>} */
const readersOfStep = new WeakMap();

/**
 * @param {State} state
 * @param {Step} step
 * @param {string} key
 * @returns {string[]} places of the result, as keys
 */
export function readers(state, step, key) {
  const map = readersOfStep.get(step) ?? collect(state, step);
  readersOfStep.set(step, map);
  return map.get(key) ?? [];
}

/**
 * @param {State} state
 * @param {Step} step
 */
function collect(state, step) {
  const { rows, cols } = nameOf(state, step.name);
  /** @type {Map<string, string[]>} */
  const map = new Map();
  if (!step.entry || rows * cols * countSources(step.sources) > MOST) return map;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      for (const key of sourcesOfEntry(step, i, j)) map.set(key, [...(map.get(key) ?? []), keyOf(step.name, i, j)]);
    }
  }
  return map;
}
