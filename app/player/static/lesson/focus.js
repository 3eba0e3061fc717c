/** Mark the matrices that a stop is about. */

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
    if (state.focus !== before.focus || state.cursor !== before.cursor || state.structure !== before.structure) show();
  });
  show();
}
