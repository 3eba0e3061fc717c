/** A spotlight that follows the pointer; everything else is dimmed. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {AbortSignal} signal
 */
export function createSpotlight(player, signal) {
  const light = el("div", { class: "spotlight", "aria-hidden": "true" });
  player.root.append(light);
  document.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      const { left, top } = player.root.getBoundingClientRect();
      light.style.setProperty("--x", `${clientX - left}px`);
      light.style.setProperty("--y", `${clientY - top}px`);
    },
    { signal },
  );
  signal.addEventListener("abort", () => light.remove());
}
