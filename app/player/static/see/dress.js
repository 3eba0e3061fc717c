/** What lies over the execution graph: the groups that fold it, and the entries of its values. */

import { createEntries } from "./entries.js";
import { createFolds } from "./folds.js";
import { onTouch } from "./touch.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../graph.js").Drawing} Drawing */

/** @type {WeakMap<Player, {folds: ReturnType<typeof createFolds>, entries: ReturnType<typeof createEntries>}>} */
const dressed = new WeakMap();

/**
 * @param {Player} player
 * @param {Drawing} drawing
 */
export function dressGraph(player, drawing) {
  const known = dressed.get(player);
  dressed.set(player, { folds: createFolds(player, drawing), entries: createEntries(player, drawing) });
  if (known) return;
  player.store.subscribe((state, before) => {
    const now = dressed.get(player);
    if (!now || state.structure !== before.structure) return;
    const moved = state.cursor !== before.cursor || state.data !== before.data;
    if (state.folded !== before.folded || state.zoom !== before.zoom) now.folds.fold();
    else if (moved) now.folds.show();
    if (moved || state.zoom !== before.zoom) now.entries.show();
  });
  player.onPoint((name) => dressed.get(player)?.folds.point(name));
  onTouch(player, (keys) => dressed.get(player)?.entries.touch(keys));
}
