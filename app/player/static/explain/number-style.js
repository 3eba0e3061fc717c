/** How numbers are written: as fractions where they are some, and with how many digits. */

import { keepDisplay } from "../display.js";
import { ask } from "./asks.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").Display} Display */

/**
 * @param {Player} player
 * @param {Partial<Display>} change
 */
export function setDisplay(player, change) {
  const display = { ...player.store.state.display, ...change };
  keepDisplay(display);
  player.store.set({ display });
  ask(player, "exact", display.exact ? {} : null);
}
