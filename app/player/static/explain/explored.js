/** The entry that is shown in the drawer beside the stage: as a tree, or with its paths to the loss. */

import { nameOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Place} Place */
/** @typedef {import("../core/types.js").Explored} Explored */

/**
 * @param {Place | null} one
 * @param {Place | null} other
 */
export function isSamePlace(one, other) {
  return one?.name === other?.name && one?.row === other?.row && one?.col === other?.col;
}

/**
 * @param {Player} player
 * @param {Place} place
 * @param {Explored["as"]} [as] an input has no tree, so its paths are shown
 */
export function explore(player, { name, row, col }, as) {
  const isGiven = nameOf(player.store.state, name).step === null;
  player.store.set({
    pinned: { name, row, col },
    explored: { name, row, col, as: as ?? (isGiven ? "paths" : "tree") },
    playing: false,
  });
}
