/** What stands where the answer to a question is not there: it is still computed, or it cannot be. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * Write that an answer is still to come, or why there is none; null where there is one.
 * @param {Player} player
 * @param {any} answer
 */
export function drawNoAnswer(player, answer) {
  if (!answer) return el("p", { class: "hint" }, player.text("explain.asked"));
  if (!answer.error) return null;
  return el("p", {}, player.text("explain.cannot"), " ", el("span", { lang: "en" }, answer.error));
}
