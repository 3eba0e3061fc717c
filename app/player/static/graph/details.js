/** What is drawn over the graph after it: the folded groups, and the entries of every value. */

import { onPointedEntries } from "../core/pointed-entries.js";
import { createEntries } from "./entry-colours.js";
import { createGroups } from "./groups.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./graph.js").Drawing} Drawing */

/** @typedef {{of: object, folds: ReturnType<typeof createGroups>, entries: ReturnType<typeof createEntries>}} Dress */

/** @type {WeakMap<Player, Dress>} */
const detailsOf = new WeakMap();

/**
 * @param {Player} player
 * @param {Drawing} drawing
 */
export function addDetails(player, drawing) {
  const details = detailsOf.get(player);
  details?.folds.remove();
  detailsOf.set(player, {
    of: player.store.state.structure,
    folds: createGroups(player, drawing),
    entries: createEntries(player, drawing),
  });
  if (details) return;
  player.store.subscribe((state, before) => {
    const now = currentDetails(player);
    if (!now) return;
    const moved = state.cursor !== before.cursor || state.data !== before.data;
    if (state.folded !== before.folded || state.zoom !== before.zoom) now.folds.fold();
    else if (moved) now.folds.show();
    if (moved || state.folded !== before.folded || state.zoom !== before.zoom) now.entries.show();
  });
  player.onPoint((name) => currentDetails(player)?.folds.point(name));
  onPointedEntries(player, (keys) => currentDetails(player)?.entries.touch(keys));
}

/**
 * The details of the present structure; null while its graph is still to be drawn.
 * @param {Player} player
 */
function currentDetails(player) {
  const details = detailsOf.get(player);
  return details && details.of === player.store.state.structure ? details : null;
}
