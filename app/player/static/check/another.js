/** The way from a step to the check: a number of one's own for its value, or for the entry that is pinned. */

import { toggleOverlay } from "../explain/overlay.js";
import { placeOf } from "./brought.js";
import { beginWith } from "./room.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * Open the check at the field, with the name of what is shown; the number is to be typed behind it.
 * @param {Player} player
 */
export async function bringAnother(player) {
  const { overlay } = player.store.state;
  const place = placeOf(player);
  // What is taken apart would have the room of the numbers.
  player.store.set({ explored: null });
  if (overlay?.kind !== "submission") await toggleOverlay(player, "submission");
  beginWith(player, `${place} = `);
}
