/** The buttons for the previous and the next stop, and the list of all stops. */

import { assign, el, icon } from "../core/dom.js";
import { NEXT, PREVIOUS } from "../core/icons.js";
import { opened } from "../core/layers.js";
import { backToStop, currentStop, goBy, goToStop, isAtStop, numberOf, stops } from "./stops.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createNavigation(player) {
  const before = button(say(player, "previous"), PREVIOUS, () => goBy(player, -1));
  const after = button(say(player, "next"), NEXT, () => goBy(player, 1));
  const back = el("button", { type: "button", class: "return" }, say(player, "return"));
  back.addEventListener("click", () => backToStop(player));
  after.classList.add("main");
  const all = createList(player);
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
  const element = el("button", { type: "button", class: "go", title: name, "aria-label": name }, icon(path));
  element.addEventListener("click", act);
  return element;
}

/**
 * Make the list of all stops, which is drawn when it is opened.
 * @param {Player} player
 */
function createList(player) {
  const summary = el("summary", {});
  const list = el("ol", {});
  const details = el("details", { class: "all" }, summary, list);
  const close = () => (details.open = false);
  /** @type {() => void} */
  let closed = () => undefined;
  details.addEventListener("toggle", () => {
    closed();
    if (!details.open) return;
    closed = opened(close, summary);
    drawList(player, list, close);
  });
  player.signal.addEventListener("abort", () => closed());
  let number = 0;
  const show = () => {
    const { state } = player.store;
    if (number === numberOf(state)) return;
    number = numberOf(state);
    summary.textContent = say(player, "stop", { number, of: stops(state).length });
    details.open = false;
  };
  return { element: details, show };
}

/**
 * @param {Player} player
 * @param {HTMLElement} list
 * @param {() => void} close
 */
function drawList(player, list, close) {
  const { state } = player.store;
  const here = currentStop(state);
  list.replaceChildren(
    ...stops(state).map((stop, index) => {
      const element = el(
        "button",
        { type: "button", "aria-current": stop === here ? "step" : null },
        el("span", { class: "number" }, String(index + 1)),
        stop.title,
      );
      element.addEventListener("click", () => {
        close();
        goToStop(player, stop.id);
      });
      return el("li", {}, element);
    }),
  );
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
}
