/** Play: one step after another, until the last. */

import { lastStep } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */

export const SPEEDS = [0.5, 1, 2, 4];
const PAUSE = 1400;

/** @param {Player} player */
export function enablePlay(player) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  player.store.subscribe((state, before) => {
    if (state.playing === before.playing && state.cursor === before.cursor && state.speed === before.speed) return;
    clearTimeout(timer);
    if (state.playing) timer = setTimeout(() => advance(player), PAUSE / state.speed);
  });
  player.signal.addEventListener("abort", () => clearTimeout(timer));
}

/** @param {Player} player */
function advance(player) {
  const { cursor } = player.store.state;
  const last = lastStep(player.store.state);
  player.store.set({
    cursor: Math.min(cursor + 1, last),
    playing: cursor + 1 < last,
    focus: [],
    pinned: null,
    refused: null,
  });
}

/**
 * Start or stop playing; at the last step it begins at the first.
 * @param {Player} player
 */
export function togglePlay(player) {
  const { playing, cursor } = player.store.state;
  const isLast = cursor === lastStep(player.store.state);
  player.store.set({ playing: !playing, cursor: !playing && isLast ? 0 : cursor, pinned: null });
}
