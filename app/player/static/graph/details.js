/** What lies over the execution graph: the groups that fold it, and the entries of its values. */

import { onPointedEntries } from "../core/pointed-entries.js";
import { createEntries } from "./entry-colours.js";
import { createGroups } from "./groups.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./graph.js").Drawing} Drawing */

/** @typedef {{of: object, folds: ReturnType<typeof createGroups>, entries: ReturnType<typeof createEntries>}} Dress */

/** @type {WeakMap<Player, Dress>} */
const dressed = new WeakMap();

/**
 * @param {Player} player
 * @param {Drawing} drawing
 */
export function addDetails(player, drawing) {
  const known = dressed.get(player);
  known?.folds.remove();
  dressed.set(player, {
    of: player.store.state.structure,
    folds: createGroups(player, drawing),
    entries: createEntries(player, drawing),
  });
  if (known) return;
  player.store.subscribe((state, before) => {
    const now = worn(player);
    if (!now) return;
    const moved = state.cursor !== before.cursor || state.data !== before.data;
    if (state.folded !== before.folded || state.zoom !== before.zoom) now.folds.fold();
    else if (moved) now.folds.show();
    if (moved || state.folded !== before.folded || state.zoom !== before.zoom) now.entries.show();
  });
  player.onPoint((name) => worn(player)?.folds.point(name));
  onPointedEntries(player, (keys) => worn(player)?.entries.touch(keys));
}

/**
 * What lies over the drawing of this structure; nothing while another one is still to be drawn.
 * @param {Player} player
 */
function worn(player) {
  const known = dressed.get(player);
  return known && known.of === player.store.state.structure ? known : null;
}
