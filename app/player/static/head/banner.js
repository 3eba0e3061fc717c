/**
 * What has to be said about the page as a whole: what an address or a file could not mean, that it is offline, and that
 * the rest of the page does not come.
 */

import { el } from "../core/dom.js";
import { watchStreamlit } from "../core/first-place.js";
import { hasChanged } from "../core/store.js";
import { drawOpened } from "./opened.js";
import { drawSentence } from "./sentence.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @returns {HTMLElement}
 */
export function createBanner(player) {
  const offline = el("p", { class: "offline" });
  const said = el("div", { class: "said", role: "status" }, ...drawOpened(player));
  const take = takerOf(player, said);
  const show = () => {
    const { state } = player.store;
    const text = state.offline ? offlineText(player, state.waits) : state.held ? player.text("held") : "";
    if (offline.textContent !== text) offline.textContent = text;
    take(state.said);
  };
  show();
  const stop = player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "said", "offline", "held", "waits")) show();
  });
  player.signal.addEventListener("abort", stop);
  const parts = [el("div", { role: "status" }, offline), said, drawLate(player)];
  return el("div", { class: "banner", lang: player.root.lang }, ...parts);
}

/**
 * Draw the sentence about what is missing while Streamlit does not come; nothing once it has.
 * @param {Player} player
 */
function drawLate(player) {
  const late = el("div", { class: "late", role: "status" });
  const show = (/** @type {boolean} */ isLate) =>
    late.replaceChildren(...(isLate ? [drawSentence(player, player.text("late"))] : []));
  watchStreamlit(show, player.signal);
  return late;
}

/**
 * Make a function that adds the sentences of a list, once for each list. A sentence stays until it is dismissed.
 * @param {Player} player
 * @param {HTMLElement} said
 */
function takerOf(player, said) {
  /** @type {WeakSet<readonly string[]>} */
  const taken = new WeakSet();
  return (/** @type {readonly string[]} */ list) => {
    if (taken.has(list)) return;
    taken.add(list);
    const shown = new Set([...said.children].map(({ textContent }) => textContent));
    said.append(...list.filter((sentence) => !shown.has(sentence)).map((sentence) => drawSentence(player, sentence)));
  };
}

/**
 * @param {{text: Player["text"]}} player
 * @param {number} count of the changes that wait
 */
export function offlineText(player, count) {
  if (count === 0) return player.text("offline");
  return player.text(count === 1 ? "offline.one" : "offline.more", { count });
}
