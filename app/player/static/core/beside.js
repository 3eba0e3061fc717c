/** The place to the left of the player. One thing is there at a time: what opens there closes what was there before. */

import { el } from "./dom.js";

/** @typedef {import("./types.js").Player} Player */

/** Closes what is beside a player. @type {WeakMap<Player, () => void>} */
const present = new WeakMap();

/**
 * Put an element to the left of the player.
 * @param {Player} player
 * @param {HTMLElement} element
 * @param {() => void} close is called when something else opens there
 * @returns {() => void} call it to take the element away
 */
export function putBeside(player, element, close) {
  present.get(player)?.();
  const area = el("div", { class: "area" });
  const frame = el("div", { class: "beside", lang: player.root.lang }, element, area);
  player.root.replaceWith(frame);
  area.append(player.root);
  present.set(player, close);
  const end = new AbortController();
  player.signal.addEventListener("abort", () => frame.remove(), { signal: end.signal });
  return () => {
    end.abort();
    if (present.get(player) === close) present.delete(player);
    if (frame.isConnected) frame.replaceWith(player.root);
  };
}
