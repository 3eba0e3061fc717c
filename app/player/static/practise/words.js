/** The words of a practice, which are sent with it. */

import { label } from "../core/boxes.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(player, key, values = {}) {
  const words = player.store.state.data.practice?.text[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A sentence with values of the program in it.
 * @param {Player} player
 * @param {import("../core/types.js").Prose} prose
 */
export function drawPieces(player, prose) {
  return prose.map((piece) => (typeof piece === "string" ? piece : label(player.store.state, piece.name)));
}

/**
 * The same as plain text.
 * @param {import("../core/types.js").Prose} prose
 */
export function spoken(prose) {
  return prose.map((piece) => (typeof piece === "string" ? piece : piece.name)).join("");
}
