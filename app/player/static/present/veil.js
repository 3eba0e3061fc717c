/** Cover the result of each new step until a click reveals it. */

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {AbortSignal} signal
 */
export function createVeil(player, signal) {
  const { root } = player;
  let on = false;
  const veil = (/** @type {boolean} */ hidden) => root.classList.toggle("veiled", hidden);
  const forget = player.store.subscribe((state, before) => {
    if (state.cursor !== before.cursor) veil(on && state.cursor > before.cursor);
  });
  const reveal = () => {
    if (!root.classList.contains("veiled")) return false;
    veil(false);
    return true;
  };
  root.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest(".work")) return;
      if (reveal()) event.stopPropagation();
    },
    { capture: true, signal },
  );
  signal.addEventListener("abort", () => {
    forget();
    veil(false);
  });
  return {
    reveal,
    on: () => on,
    toggle: () => {
      on = !on;
      // A result that is seen already stays.
      veil(false);
    },
  };
}
