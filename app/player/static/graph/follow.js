/** On a narrow screen the graph scrolls sideways in its own box. Keep the current node in view. */

import { afterPaint } from "../core/after-paint.js";

/** @typedef {import("../core/types.js").Player} Player */

/** The share of the box at either side where a node is too close to the edge. */
const EDGE = 0.2;

/**
 * @param {Player} player
 * @param {HTMLElement} box
 * @returns {(node: {x: number} | null) => void}
 */
export function keepNodeInView(player, box) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let width = 0;
  let wide = 0;
  let left = 0;
  let x = 0;
  const middle = () => (x / player.store.state.structure.figure.layout.width) * wide;
  const scroll = () => {
    left = Math.max(0, Math.min(wide - width, middle() - width / 2));
    box.scrollTo({ left, behavior: calm.matches ? "auto" : "smooth" });
  };
  const scrollLater = afterPaint(scroll);
  const keepInView = () => {
    const at = middle() - left;
    if (wide <= width + 1 || (at > EDGE * width && at < (1 - EDGE) * width)) return;
    scrollLater();
  };
  // Widths are read when they change, so that a step never waits for a layout.
  const observer = new ResizeObserver(() => {
    width = box.clientWidth;
    wide = box.scrollWidth;
    keepInView();
  });
  observer.observe(box);
  if (box.firstElementChild) observer.observe(box.firstElementChild);
  box.addEventListener("scrollend", () => (left = box.scrollLeft));
  player.signal.addEventListener("abort", () => observer.disconnect());
  return (node) => {
    if (!node) return;
    x = node.x;
    keepInView();
  };
}
