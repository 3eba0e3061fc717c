/**
 * Send what was pasted. What a text says is read by the server, which reads all that is typed: a second reader here
 * might read it otherwise. So a paste that waits shows that it waits, and not yet its numbers.
 */

/** @typedef {import("../core/types.js").Player} Player */

/** Letters of the longest text that is sent; the server reads as many (`engine/teach/answers/matrix.py`). */
export const LONGEST = 200_000;

/**
 * Send what was pasted; what is too long for any matrix is refused here, so that the page does not carry it along.
 * @param {Player} player
 * @param {import("../core/types.js").PasteChange} change
 */
export function sendPaste(player, change) {
  const { length } = change.text;
  if (length <= LONGEST) return player.send(change);
  const said = player.text("whole.long", { count: length, most: LONGEST });
  const { name, row = 0, col = 0 } = change;
  const kept = { ...change, text: "" };
  player.store.set({ refused: { name, row, col, typed: "", text: said, pasted: kept } });
}

/** @param {Element} inside a matrix */
export function isTransposed(inside) {
  return inside.closest(".grid")?.hasAttribute("data-transposed") ?? false;
}
