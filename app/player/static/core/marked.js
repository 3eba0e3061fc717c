/** A text in which what was sought is marked. */

import { el } from "./dom.js";

/** @typedef {[number, number]} Spot from which letter to which */

/**
 * @param {string} text
 * @param {readonly Spot[]} spots in their order, without overlaps
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text, spots) {
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of spots) {
    parts.push(text.slice(at, start), el("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}
