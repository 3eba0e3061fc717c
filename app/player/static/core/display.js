/** How numbers are written, kept in this browser: the digits, and whether fractions are exact. */

/** @typedef {import("./types.js").Display} Display */

const KEY = "backprop-visualizer.display";
const MOST = 12;

/** @returns {Display} */
export function readDisplay() {
  try {
    const { digits, exact } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const isKnown = Number.isInteger(digits) && digits >= 1 && digits <= MOST;
    return { digits: isKnown ? digits : undefined, exact: exact === true };
  } catch {
    // The browser stores nothing, or something else.
    return { digits: undefined, exact: false };
  }
}

/** @param {Display} display */
export function saveDisplay(display) {
  try {
    localStorage.setItem(KEY, JSON.stringify(display));
  } catch {
    // Then the choice is forgotten.
  }
}
