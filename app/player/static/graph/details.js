/** What is drawn over the graph after it: the folded groups, and the entries of every value. */

import { onPointedEntries } from "../core/pointed-entries.js";
import { hasChanged } from "../core/store.js";
import { createEntries } from "./entry-colours.js";
import { createGroups } from "./groups.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./graph.js").Drawing} Drawing */

/**
 * @typedef {object} Details
 * @property {object} structure
 * @property {ReturnType<typeof createGroups>} groups
 * @property {ReturnType<typeof createEntries>} entries
 */

/** @type {WeakMap<Player, Details>} */
const detailsOf = new WeakMap();

/**
 * @param {Player} player
 * @param {Drawing} drawing
 */
export function addDetails(player, drawing) {
  const details = detailsOf.get(player);
  details?.groups.remove();
  detailsOf.set(player, {
    structure: player.store.state.structure,
    groups: createGroups(player, drawing),
    entries: createEntries(player, drawing),
  });
  if (details) return;
  player.store.subscribe((state, before) => {
    const now = currentDetails(player);
    if (!now) return;
    const moved = hasChanged(state, before, "cursor", "data");
    if (hasChanged(state, before, "folded", "zoom")) now.groups.fold();
    else if (moved) now.groups.show();
    if (moved || hasChanged(state, before, "folded", "zoom")) now.entries.show();
  });
  player.onPoint((name) => currentDetails(player)?.groups.point(name));
  onPointedEntries(player, (keys) => currentDetails(player)?.entries.touch(keys));
}

/**
 * The details of the present structure; null while its graph is still to be drawn.
 * @param {Player} player
 */
function currentDetails(player) {
  const details = detailsOf.get(player);
  return details && details.structure === player.store.state.structure ? details : null;
}
