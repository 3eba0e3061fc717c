/** A text that is no number stays in its cell until it is mended or given up. */

import { keyOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function enableUnread(player) {
  player.store.subscribe((state, before) => {
    const { refused } = before;
    // A step takes the sentence away, the Escape key what it is about.
    const isClosed =
      refused &&
      !refused.pasted &&
      !state.refused &&
      state.cursor === before.cursor &&
      state.answered === before.answered;
    if (isClosed) giveUp(player, keyOf(refused.name, refused.row, refused.col));
  });
}

/**
 * Give up what was typed into a cell: its number is shown again.
 * @param {Player} player
 * @param {string} key
 */
export function giveUp(player, key) {
  const { unread, refused, pending } = player.store.state;
  const isShown = refused !== null && keyOf(refused.name, refused.row, refused.col) === key;
  if (isShown) player.store.set({ refused: null });
  if (!unread.has(key)) return;
  const left = new Map(unread);
  left.delete(key);
  // Every matrix writes its numbers again where what is pending changes.
  player.store.set({ unread: left, pending: new Map(pending) });
}

/**
 * Show the sentence of a cell whose text is no number.
 * @param {Player} player
 * @param {string} key
 */
export function showSentence(player, key) {
  const refusal = player.store.state.unread.get(key);
  if (refusal && player.store.state.refused !== refusal) player.store.set({ refused: refusal });
}
