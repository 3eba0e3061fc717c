/**
 * The keys for the previous and the next stop. Comma and full stop are for keyboards on which brackets are hard to
 * type.
 */

import { freeTarget } from "../step/keys.js";
import { goBy } from "./stops.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @type {Record<string, number>} */
const BY = { "[": -1, "]": 1, ",": -1, ".": 1 };

/** @param {Player} player */
export function enableStopKeys(player) {
  document.addEventListener(
    "keydown",
    (event) => {
      const by = BY[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || !freeTarget(event)) return;
      event.preventDefault();
      goBy(player, by);
    },
    { signal: player.signal },
  );
}
