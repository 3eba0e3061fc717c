/** How an iteration is called: by its number, or by that of the training from which its numbers are. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {number} iteration from 1, as the player counts
 */
export function iterationText(player, iteration) {
  const { training } = player.store.state.data;
  if (!training) return player.text("status.iteration", { iteration });
  return player.text("training.iteration", { iteration: training.done + iteration });
}

/**
 * Draw the name of an iteration as a way back to its training.
 * @param {Player} player
 * @param {string} name
 */
export function drawBack(player, name) {
  const { training, lang } = player.store.state.data;
  const address = new URL(`train?${training?.address}&lang=${lang}`, document.baseURI);
  return el("a", { class: "back-to-training", href: address.href, title: player.text("training.back") }, name);
}
