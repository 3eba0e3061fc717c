/** The explicit Jacobian as a panel of a lesson. */

import { drawJacobian as draw } from "../explain/jacobian.js";
import { addStyle } from "../explain/style.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawJacobian(player, panel) {
  void addStyle(player.root);
  return draw(player, /** @type {any} */ (panel));
}
