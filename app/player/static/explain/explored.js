/** One entry, taken apart beside the stage: the tree that it comes from, or its paths to the loss. What draws it is loaded when it is first wanted. */

import { nameOf } from "./model.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Explored} Explored */

/**
 * @param {Place | null} one
 * @param {Place | null} other
 */
export function isSame(one, other) {
  return one?.name === other?.name && one?.row === other?.row && one?.col === other?.col;
}

/**
 * @param {Player} player
 * @param {Place} place
 * @param {Explored["as"]} [as] what is given has no tree, so its paths are shown
 */
export function explore(player, { name, row, col }, as) {
  const isGiven = nameOf(player.store.state, name).step === null;
  player.store.set({ pinned: { name, row, col }, explored: { name, row, col, as: as ?? (isGiven ? "paths" : "tree") }, playing: false });
}

/**
 * @param {Player} player
 * @param {HTMLElement} stage
 */
export function enableExploring(player, stage) {
  let isLoading = false;
  player.store.subscribe((state) => {
    if (!state.explored || isLoading) return;
    isLoading = true;
    import("./explain/drawer.js").then(({ openDrawer }) => openDrawer(player, stage), (/** @type {unknown} */ error) => {
      isLoading = false;
      console.error(error);
    });
  });
}
