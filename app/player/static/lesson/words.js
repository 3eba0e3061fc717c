/** The texts of the lesson's column, which are sent with the lesson. */

import { fillIn } from "../core/words.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(player, key, values = {}) {
  const words = player.store.state.lesson?.text[key] ?? key;
  return fillIn(words, values);
}
