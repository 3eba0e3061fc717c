/** How large the place of a picture is: read when it changes, never while stepping. */

/**
 * @param {import("../types.js").Player} player
 * @param {Element} place
 * @param {{width: number, height: number}} size is kept up to date, in whole pixels
 * @param {() => void} changed
 */
export function keepSize(player, place, size, changed) {
  const observer = new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.width === 0) return;
    Object.assign(size, { width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    changed();
  });
  observer.observe(place);
  player.signal.addEventListener("abort", () => observer.disconnect());
}
