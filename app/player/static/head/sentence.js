/** A sentence about the page as a whole, which stays until it is closed. */

import { closeButton, el } from "../core/dom.js";

/**
 * @param {Pick<import("../core/types.js").Player, "text">} speaker
 * @param {string} sentence
 * @param {() => void} [closed] is told when it is closed
 */
export function drawSentence({ text }, sentence, closed = () => undefined) {
  const close = closeButton(text("close"), () => {
    line.remove();
    closed();
  });
  const line = el("p", {}, el("span", {}, sentence), close);
  return line;
}
