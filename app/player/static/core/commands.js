/** What is asked of Python, where it is possible now. */

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").Command} Command */

/**
 * @param {Player} player
 * @param {Command} type
 */
export function sendCommand(player, type) {
  const { can } = player.store.state.data;
  if (type === "reset" || can[type]) player.send({ type });
}
