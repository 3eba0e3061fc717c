/** The key that switches the presenter mode on and off. The mode is loaded when it is first used. */

import { freeTarget } from "../step/keys.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function enablePresenting(player) {
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key.toLowerCase() !== "p" || event.altKey || event.ctrlKey || event.metaKey || !freeTarget(event))
        return;
      event.preventDefault();
      togglePresenting(player);
    },
    { signal: player.signal },
  );
  if (player.store.state.presenting) togglePresenting(player);
}

/** @param {Player} player */
export function togglePresenting(player) {
  import("./presenter.js").then(
    ({ toggle }) => toggle(player),
    (/** @type {unknown} */ error) => {
      console.error(error);
    },
  );
}
