/**
 * The entries from which an entry is computed. Python sends a pattern for each step; here its indices become numbers.
 */

import { keyOf } from "./model.js";

/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {Record<string, number>} Binding which position each letter of an index stands for */

/**
 * @param {import("./types.js").Index} index
 * @param {Binding} binding
 */
export function bound(index, binding) {
  return typeof index === "number" ? index : (binding[index] ?? 0);
}

/** @param {number} size */
export function range(size) {
  return Array.from({ length: size }, (_, index) => index);
}

/**
 * List the entries of a pattern, as keys.
 * @param {Source[]} pattern
 * @param {Binding} binding
 * @returns {string[]}
 */
function placesIn(pattern, binding) {
  return pattern.flatMap((source) => {
    if (!Array.isArray(source))
      return range(source.size).flatMap((k) => placesIn(source.of, { ...binding, [source.index]: k }));
    const [name, row, col] = source;
    return [keyOf(name, bound(row, binding), bound(col, binding))];
  });
}

/**
 * List the entries from which one entry of a step's result is computed, as keys, each once.
 * @param {import("./types.js").Step} step
 * @param {number} row
 * @param {number} col
 */
export function sourcesOfEntry({ sources }, row, col) {
  return [...new Set(placesIn(sources, { i: row, j: col }))];
}

/**
 * Count the entries of a pattern; one that is read twice counts twice.
 * @param {Source[]} pattern
 * @returns {number}
 */
export function countSources(pattern) {
  return pattern.reduce((sum, source) => sum + (Array.isArray(source) ? 1 : source.size * countSources(source.of)), 0);
}
