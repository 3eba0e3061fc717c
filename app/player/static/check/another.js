/** The way from a step to the check: a number of one's own for its value, or for the entry that is pinned. */

import { toggleOverlay } from "../explain/overlay.js";
import { currentStep } from "../core/model.js";
import { beginWith } from "./room.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * Open the check at the field, with the name of what is shown; the number is to be typed behind it.
 * @param {Player} player
 */
export async function bringAnother(player) {
  const { overlay, pinned } = player.store.state;
  const { name } = currentStep(player.store.state);
  const entry = pinned?.name === name ? `[row ${pinned.row + 1}, column ${pinned.col + 1}]` : "";
  // What is taken apart would have the room of the numbers.
  player.store.set({ explored: null });
  if (overlay?.kind !== "submission") await toggleOverlay(player, "submission");
  beginWith(player, `${name}${entry} = `);
}
