/**
 * The column beside the player: the text of the stop, what the document prints there, and the way to the other stops.
 */

import { el } from "../core/dom.js";
import { pointByName } from "../core/pointing.js";
import { createNavigation } from "./navigation.js";
import { createPanels } from "./panels.js";
import { createPrinted } from "./printed.js";
import { drawProse } from "./prose.js";
import { currentStop, numberOf, stops } from "./stops.js";
import { createTextButton } from "./text-drawer.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {HTMLElement} column
 */
export function createColumn(player, column) {
  const words = el("div", { class: "words" });
  const live = el("div", { class: "unseen", "aria-live": "polite" });
  const body = el("div", { class: "body" }, words, createPrinted(player), createPanels(player));
  column.setAttribute("aria-label", say(player, "column"));
  column.setAttribute("lang", player.root.lang);
  const title = el("p", { class: "title" });
  const navigation = createNavigation(player);
  navigation.append(createTextButton(player, column), title);
  column.replaceChildren(body, navigation, live);
  const show = () => {
    const { state } = player.store;
    const stop = currentStop(state);
    title.textContent = stop.title;
    words.replaceChildren(
      ...drawSource(state),
      el("p", { class: "where" }, stop.where),
      el("h2", {}, stop.title),
      el("p", { class: "prose" }, ...drawProse(player, stop.text)),
    );
    body.scrollTop = 0;
  };
  player.store.subscribe((state, before) => {
    if (state.stop === before.stop) return;
    show();
    const position = say(player, "stop", { number: numberOf(state), of: stops(state).length });
    live.textContent = `${position}: ${currentStop(state).title}`;
  });
  pointByName(player, words, ".prose");
  show();
}

/**
 * Cite the document, at the head of the lesson: its first stop.
 * @param {import("../core/types.js").State} state
 */
function drawSource(state) {
  const source = state.lesson?.source;
  return source && numberOf(state) === 1 ? [el("p", { class: "source" }, source)] : [];
}
