/** Which rows and columns of a large matrix are looked at: arithmetic only. */

/** @typedef {import("../core/types.js").Window} Window */
/** @typedef {{rows: number, cols: number}} Extent */

/** At most so many rows and columns are shown as numbers. */
export const CLOSE = { rows: 5, cols: 5 };

/**
 * @param {number} x
 * @param {number} least
 * @param {number} most
 */
function clamp(x, least, most) {
  return Math.max(least, Math.min(most, x));
}

/**
 * Find the window of a size around a point, inside the matrix.
 * @param {Extent} whole
 * @param {Extent} size
 * @param {number} row
 * @param {number} col
 * @returns {Window}
 */
export function around(whole, size, row, col) {
  const rows = clamp(Math.round(size.rows), Math.min(CLOSE.rows, whole.rows), whole.rows);
  const cols = clamp(Math.round(size.cols), Math.min(CLOSE.cols, whole.cols), whole.cols);
  return {
    rows,
    cols,
    row: clamp(Math.round(row - rows / 2), 0, whole.rows - rows),
    col: clamp(Math.round(col - cols / 2), 0, whole.cols - cols),
  };
}

/**
 * @param {Extent} whole
 * @param {Window} window
 * @param {number} by above 1 looks closer
 * @param {{row: number, col: number}} [at] the point that stays where it is
 * @returns {Window}
 */
export function zoomed(whole, window, by, at = centre(window)) {
  const size = { rows: window.rows / by, cols: window.cols / by };
  const share = { row: (at.row - window.row) / window.rows, col: (at.col - window.col) / window.cols };
  return around(whole, size, at.row + (0.5 - share.row) * size.rows, at.col + (0.5 - share.col) * size.cols);
}

/** @param {Window} window */
export function centre(window) {
  return { row: window.row + window.rows / 2, col: window.col + window.cols / 2 };
}

/**
 * @param {Extent} whole
 * @param {Window} window
 * @param {number} down by how many windows
 * @param {number} right
 * @returns {Window}
 */
export function shifted(whole, window, down, right) {
  const step = (/** @type {number} */ share, /** @type {number} */ size) =>
    Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * size));
  const { row, col } = centre(window);
  return around(whole, window, row + step(down, window.rows), col + step(right, window.cols));
}

/**
 * @param {Extent} whole
 * @returns {Window}
 */
export function all(whole) {
  return { row: 0, col: 0, rows: whole.rows, cols: whole.cols };
}

/**
 * @param {Extent} whole
 * @param {Window} window
 */
export function isAll(whole, window) {
  return window.rows === whole.rows && window.cols === whole.cols;
}

/**
 * Tell whether a window is small enough to be shown as numbers.
 * @param {Extent} whole
 * @param {Window} window
 */
export function isClose(whole, window) {
  return window.rows <= Math.min(CLOSE.rows, whole.rows) && window.cols <= Math.min(CLOSE.cols, whole.cols);
}
