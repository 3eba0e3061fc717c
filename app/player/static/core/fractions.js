/** Entries that are known as fractions, where exact mode is on and its answer is there. */

/** @typedef {import("./types.js").State} State */

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 * @returns {string | null} such as −626/3
 */
export function exactAt(state, name, row, col) {
  if (!state.display.exact) return null;
  return state.data.answers?.exact?.values?.[name]?.[row]?.[col] ?? null;
}
