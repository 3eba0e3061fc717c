/** The paths of one entry to the loss, as a panel of a lesson. */

import { drawPaths as draw } from "../explain/paths.js";
import { addStyle } from "../explain/style.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawPaths(player, panel) {
  void addStyle(player.root);
  return draw(player, /** @type {any} */ (panel));
}
