/** Change how numbers are written: as exact fractions or not, and with how many digits. */

import { saveDisplay } from "../core/display.js";
import { ask } from "../core/questions.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Display} Display */

/**
 * @param {Player} player
 * @param {Partial<Display>} change
 */
export function setDisplay(player, change) {
  const display = { ...player.store.state.display, ...change };
  saveDisplay(display);
  player.store.set({ display });
  ask(player, "exact", display.exact ? {} : null);
}
