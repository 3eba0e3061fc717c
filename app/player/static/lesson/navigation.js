/** The buttons for the previous and the next stop, and the contents between them. */

import { assign, el, icon } from "../core/dom.js";
import { NEXT, PREVIOUS } from "../core/icons.js";
import { createContents } from "./contents.js";
import { backToStop, goBy, isAtStop, numberOf, stops } from "./stops.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createNavigation(player) {
  const before = button(say(player, "previous"), PREVIOUS, () => goBy(player, -1));
  const after = button(say(player, "next"), NEXT, () => goBy(player, 1));
  const back = el("button", { type: "button", class: "return" }, say(player, "return"));
  back.addEventListener("click", () => backToStop(player));
  after.classList.add("main");
  const all = createContents(player);
  const bar = el("div", { class: "way" });
  const show = () => {
    const { state } = player.store;
    const number = numberOf(state);
    const of = stops(state).length;
    assign(before, { "aria-disabled": number === 1 ? "true" : null });
    assign(after, { "aria-disabled": number === of ? "true" : null });
    back.hidden = isAtStop(state);
    bar.style.setProperty("--way", String(number / of));
    all.show();
  };
  player.store.subscribe(show);
  show();
  return el(
    "nav",
    { "aria-label": say(player, "all") },
    bar,
    el("div", { class: "between" }, before, all.element, after),
    back,
  );
}

/**
 * @param {string} name
 * @param {string} path
 * @param {() => void} act
 */
function button(name, path, act) {
  const element = el("button", { type: "button", class: "go boxed", title: name, "aria-label": name }, icon(path));
  element.addEventListener("click", act);
  return element;
}
