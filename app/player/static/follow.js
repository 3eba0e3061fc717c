/** On a narrow screen the graph scrolls sideways in its own box, and the current node stays in view. */

/** @typedef {import("./types.js").Player} Player */

/**
 * @param {Player} player
 * @param {HTMLElement} box
 * @returns {(node: {x: number} | null) => void}
 */
export function follow(player, box) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let width = 0, wide = 0, x = 0;
  const scroll = () => {
    const natural = player.store.state.structure.figure.layout.width;
    if (wide > width + 1) box.scrollTo({ left: (x / natural) * wide - width / 2, behavior: calm.matches ? "auto" : "smooth" });
  };
  // Widths are read when they change, so that stepping never waits for the layout.
  const observer = new ResizeObserver(() => {
    width = box.clientWidth;
    wide = box.scrollWidth;
    scroll();
  });
  observer.observe(box);
  if (box.firstElementChild) observer.observe(box.firstElementChild);
  player.signal.addEventListener("abort", () => observer.disconnect());
  return (node) => {
    if (!node) return;
    x = node.x;
    scroll();
  };
}
