/** The exact fractions of entries, if exact mode is on and Python has answered. */

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
