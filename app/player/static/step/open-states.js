/** What is open by the state of the player, told to the one place that the Escape key asks. */

import { focusedElement } from "../core/dom.js";
import { openedOnPage } from "../core/layers.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

/**
 * How each is closed, and whether the focus goes back to where it was: an entry that is taken apart and the sum that is
 * kept on screen have not taken it.
 * @type {readonly {part: keyof State, closed: Partial<State>, moves: boolean}[]}
 */
const PARTS = [
  { part: "pinned", closed: { pinned: null }, moves: false },
  { part: "overlay", closed: { overlay: null }, moves: true },
  { part: "explored", closed: { explored: null, pinned: null }, moves: false },
  { part: "panel", closed: { panel: null }, moves: true },
  { part: "refused", closed: { refused: null }, moves: false },
  { part: "playing", closed: { playing: false }, moves: false },
];

/** @param {Player} player */
export function enableOpenStates(player) {
  /** @type {Map<keyof State, () => void>} */
  const open = new Map();
  const watch = (/** @type {State} */ state) => {
    for (const { part, closed, moves } of PARTS) {
      if (Boolean(state[part]) === open.has(part)) continue;
      open.get(part)?.();
      if (!open.delete(part))
        open.set(
          part,
          openedOnPage(() => player.store.set(closed), moves ? focusedElement() : null),
        );
    }
  };
  player.store.subscribe(watch);
  watch(player.store.state);
  player.signal.addEventListener("abort", () => open.forEach((close) => close()));
}
