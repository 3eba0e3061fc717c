/**
 * How an iteration and its loss are called: by the iteration's number, or by that of the training from which its numbers
 * are. The loss is then that of one batch, and so another number than where the training tells its own.
 */

import { el } from "../core/dom.js";
import { format } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Cell} Cell */
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

/**
 * @param {Player} player
 * @param {Cell} loss
 */
export function lossText(player, loss) {
  const { data, display } = player.store.state;
  const shown = format(loss, display.digits);
  return data.training ? player.text("training.loss", { loss: shown }) : player.text("status.loss", { loss: shown });
}

/**
 * Draw the loss of the iteration that is shown.
 * @param {Player} player
 * @param {Cell} loss
 */
export function drawLoss(player, loss) {
  const { training } = player.store.state.data;
  return el("span", { title: training ? player.text("training.loss.about") : null }, lossText(player, loss));
}
