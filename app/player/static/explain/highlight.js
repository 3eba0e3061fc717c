/** Highlight entries in the matrices and in the graph. */

import { nodeOf, placeOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {string[]} keys of entries
 */
export function highlight(player, keys) {
  const { state } = player.store;
  const lit = new Set(keys);
  const nodes = new Set(keys.map((key) => nodeOf(state, placeOf(key).name)));
  for (const td of player.root.querySelectorAll(".numbers td[data-key]"))
    td.classList.toggle("warm", lit.has(td.getAttribute("data-key") ?? ""));
  for (const node of player.root.querySelectorAll(".node[data-name]"))
    node.classList.toggle("along", nodes.has(node.getAttribute("data-name") ?? ""));
}
