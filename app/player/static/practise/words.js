/** The texts of a practice, which are sent with it. */

import { label } from "../core/boxes.js";
import { fillIn } from "../core/words.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(player, key, values = {}) {
  const words = player.store.state.data.practice?.text[key] ?? key;
  return fillIn(words, values);
}

/**
 * Draw a sentence with names of values in it.
 * @param {Player} player
 * @param {import("../core/types.js").Prose} prose
 */
export function drawPieces(player, prose) {
  return prose.map((piece) => (typeof piece === "string" ? piece : label(player.store.state, piece.name)));
}

/**
 * Write such a sentence as plain text.
 * @param {import("../core/types.js").Prose} prose
 */
export function spoken(prose) {
  return prose.map((piece) => (typeof piece === "string" ? piece : piece.name)).join("");
}
