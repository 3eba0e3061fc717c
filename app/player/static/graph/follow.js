/** On a narrow screen a picture scrolls sideways in its own box. Keep what the step computes in view. */

import { afterPaint } from "../core/after-paint.js";

/** @typedef {import("../core/types.js").Player} Player */

/** The share of the box at either side where a node is too close to the edge. */
const EDGE = 0.2;

/**
 * @param {Player} player
 * @param {HTMLElement} box whose first child is the picture
 * @param {() => number} width of the picture, in the units of what is kept in view
 * @returns {(node: {x: number} | null) => void}
 */
export function keepInView(player, box, width) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let seen = 0;
  let wide = 0;
  let left = 0;
  let x = 0;
  const middle = () => (x / width()) * wide;
  const scroll = () => {
    left = Math.max(0, Math.min(wide - seen, middle() - seen / 2));
    box.scrollTo({ left, behavior: calm.matches ? "auto" : "smooth" });
  };
  const scrollLater = afterPaint(scroll);
  const keep = () => {
    const at = middle() - left;
    if (wide <= seen + 1 || (at > EDGE * seen && at < (1 - EDGE) * seen)) return;
    scrollLater();
  };
  // Widths are read when they change, so that a step never waits for a layout.
  const observer = new ResizeObserver(() => {
    seen = box.clientWidth;
    wide = box.scrollWidth;
    keep();
  });
  observer.observe(box);
  if (box.firstElementChild) observer.observe(box.firstElementChild);
  box.addEventListener("scrollend", () => (left = box.scrollLeft));
  player.signal.addEventListener("abort", () => observer.disconnect());
  return (node) => {
    if (!node) return;
    x = node.x;
    keep();
  };
}
