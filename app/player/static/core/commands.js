/** Do a command if it is possible now. */

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").Command} Command */

/**
 * @param {Player} player
 * @param {Command} command
 */
export function sendCommand(player, command) {
  const { data, waits } = player.store.state;
  // A change that waits for its answer can be undone, too.
  if (command === "reset" || data.can[command] || (command === "undo" && waits > 0)) player.send({ type: command });
}
