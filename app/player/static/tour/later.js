/** Show somebody around. The code is loaded when it is first needed. */

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function startTour(player) {
  import("./tour.js").then(
    ({ showAround }) => showAround(player),
    (/** @type {unknown} */ error) => console.error(error),
  );
}
