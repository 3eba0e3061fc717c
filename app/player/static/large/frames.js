/**
 * Frames over the picture of a large matrix: around the part that is looked at, and around the sources of the pointed
 * entry.
 */

import { el } from "../core/dom.js";
import { placeOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Window} Window */
/** @typedef {import("./window.js").Extent} Extent */

/**
 * @param {HTMLElement} overview
 * @param {boolean} transposed
 */
export function createFrames(overview, transposed) {
  const window = el("div", { class: "frame-window", hidden: true });
  const lit = el("div", { class: "frame-lit", hidden: true });
  overview.append(lit, window);
  return {
    window: (/** @type {Extent} */ whole, /** @type {Window | null} */ at) => put(window, whole, at, transposed),
    light(/** @type {Extent} */ whole, /** @type {readonly string[]} */ keys, /** @type {string} */ name) {
      put(lit, whole, spread(keys, name), transposed);
    },
  };
}

/**
 * Find the smallest window that holds all of the entries.
 * @param {readonly string[]} keys
 * @param {string} name
 * @returns {Window | null}
 */
function spread(keys, name) {
  const places = keys.filter((key) => key.startsWith(`${name}:`)).map(placeOf);
  if (places.length === 0) return null;
  const rows = places.map(({ row }) => row);
  const cols = places.map(({ col }) => col);
  const row = Math.min(...rows);
  const col = Math.min(...cols);
  return { row, col, rows: Math.max(...rows) - row + 1, cols: Math.max(...cols) - col + 1 };
}

/**
 * @param {HTMLElement} frame
 * @param {Extent} whole
 * @param {Window | null} at
 * @param {boolean} transposed
 */
function put(frame, whole, at, transposed) {
  frame.hidden = at === null;
  if (!at) return;
  const down = [at.row / whole.rows, at.rows / whole.rows];
  const across = [at.col / whole.cols, at.cols / whole.cols];
  const [vertical, horizontal] = transposed ? [across, down] : [down, across];
  const percent = (/** @type {number | undefined} */ share) => `${100 * (share ?? 0)}%`;
  Object.assign(frame.style, {
    top: percent(vertical[0]),
    height: percent(vertical[1]),
    left: percent(horizontal[0]),
    width: percent(horizontal[1]),
  });
}
