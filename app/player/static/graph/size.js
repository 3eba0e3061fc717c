/** Watch the size of a picture's place. It is read when it changes, never during a step. */

/** Milliseconds without a change after which a size counts as settled. */
const REST = 200;
const LOWEST = 60;

/**
 * @param {import("../core/types.js").Player} player
 * @param {Element} place
 * @param {{width: number, height: number}} size receives the size in whole pixels
 * @param {() => void} changed
 */
export function watchSize(player, place, size, changed) {
  const observer = new ResizeObserver(([entry]) => {
    // Folded to the step, the graph leaves no place for another picture.
    if (!entry || entry.contentRect.width === 0 || entry.contentRect.height < LOWEST) return;
    Object.assign(size, { width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    changed();
  });
  observer.observe(place);
  player.signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Draw a picture that is out of sight later, once for all calls until then.
 * @param {import("../core/types.js").Player} player
 * @param {() => void} draw
 * @returns {() => void} requests a drawing
 */
export function drawLater(player, draw) {
  let timer = 0;
  player.signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    clearTimeout(timer);
    timer = setTimeout(draw, REST);
  };
}
