/** Send a command to Python if it is possible now. */

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").Command} Command */

/**
 * @param {Player} player
 * @param {Command} command
 */
export function sendCommand(player, command) {
  const { can } = player.store.state.data;
  if (command === "reset" || can[command]) player.send({ type: command });
}
