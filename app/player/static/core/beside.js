/** The place to the left of the player. One thing is there at a time: what opens there closes what was there before. */

import { el } from "./dom.js";

/** @typedef {import("./types.js").Player} Player */

/** Closes what is beside a player. @type {WeakMap<Player, () => void>} */
const present = new WeakMap();

/**
 * Put an element to the left of the player.
 * @param {Player} player
 * @param {"builder" | "submission"} kind what it is, for the style sheets
 * @param {HTMLElement} element
 * @param {() => void} close is called when something else opens there
 * @returns {() => void} call it to take the element away
 */
export function putBeside(player, kind, element, close) {
  present.get(player)?.();
  const area = el("div", { class: "area" });
  const frame = el("div", { class: `beside with-${kind}`, lang: player.root.lang }, element, area);
  const lesson = player.root.closest(".frame");
  const page = player.root.closest(".page");
  page?.classList.add(`has-${kind}`);
  lesson?.classList.add("with-beside");
  player.root.replaceWith(frame);
  area.append(player.root);
  present.set(player, close);
  const end = new AbortController();
  player.signal.addEventListener("abort", () => frame.remove(), { signal: end.signal });
  return () => {
    end.abort();
    page?.classList.remove(`has-${kind}`);
    if (present.get(player) === close) {
      present.delete(player);
      lesson?.classList.remove("with-beside");
    }
    if (frame.isConnected) frame.replaceWith(player.root);
  };
}
