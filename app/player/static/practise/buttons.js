/** The buttons of a practice, and the head of its strip. */

import { el, icon } from "../core/dom.js";
import { CLOSE } from "../core/icons.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").PracticeAction} PracticeAction */

/**
 * @param {Player} player
 * @param {PracticeAction} doing
 */
export function practise(player, doing) {
  player.send({ type: "practise", ...doing });
}

/**
 * @param {string} words
 * @param {() => void} act
 * @param {string} [kind] its class
 */
export function button(words, act, kind = "") {
  const element = el("button", { type: "button", class: `control ${kind}`.trim() }, words);
  element.addEventListener("click", act);
  return element;
}

/**
 * Draw the head: the question, how many answers in a row were right, the buttons, and a way to stop.
 * @param {Player} player
 * @param {(Node | string)[]} title
 * @param {HTMLElement[]} doing
 */
export function drawHead(player, title, doing) {
  const { practice } = player.store.state.data;
  const stop = el(
    "button",
    { type: "button", class: "close end", title: say(player, "stop"), "aria-label": say(player, "stop") },
    icon(CLOSE),
  );
  stop.addEventListener("click", () => practise(player, { do: "stop" }));
  const streak = practice?.streak
    ? el("span", { class: "streak" }, say(player, "streak", { count: practice.streak }))
    : null;
  return el("header", {}, el("h3", {}, ...title), streak, el("div", { class: "doing" }, ...doing), stop);
}
