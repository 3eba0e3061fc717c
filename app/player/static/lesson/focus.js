/** Mark the matrices that a stop is about. */

import { hasChanged } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function lightFocus(player) {
  const show = () => {
    const { focus } = player.store.state;
    for (const grid of player.root.querySelectorAll(".numbers .grid")) {
      grid.classList.toggle("focused", focus.includes(grid.getAttribute("data-name") ?? ""));
    }
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "focus", "cursor", "structure")) show();
  });
  show();
}
