/**
 * What a newcomer sees first: one line that says what this is and what to do, and the offer to be shown around. It is
 * gone after the first step, and does not come back in this browser.
 */

import { label } from "../core/boxes.js";
import { closeButton, el } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { hasBegun, rememberBegun } from "./begun.js";
import { startTour } from "./later.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @returns {HTMLElement | string} nothing in a lesson, whose text says what to do
 */
export function createWelcome(player) {
  if (player.store.state.lesson || hasBegun()) return "";
  const line = el("p", {});
  const around = el("button", { type: "button", class: "control" }, player.text("welcome.around"));
  const box = el("div", { class: "welcome" }, line, around, closeButton(player.text("close"), end));
  const place = () =>
    requestAnimationFrame(() => {
      box.hidden = player.store.state.overlay !== null;
      box.classList.toggle("covers", coversNumbers(player, box));
    });
  const show = () => line.replaceChildren(...drawLine(player));
  const stop = player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "structure")) show();
    else if (state.cursor !== before.cursor) return end();
    place();
  });
  // Numbers that come later, or grow, have another size, and so has the window.
  const observer = new ResizeObserver(place);
  requestAnimationFrame(() => {
    for (const part of box.isConnected ? player.root.querySelectorAll(".work, .numbers") : []) observer.observe(part);
  });
  player.signal.addEventListener("abort", () => observer.disconnect());
  around.addEventListener("click", () => {
    end();
    startTour(player);
  });
  function end() {
    stop();
    observer.disconnect();
    rememberBegun();
    box.remove();
  }
  show();
  place();
  return box;
}

/**
 * Tell whether the line would lie over a matrix or its name, as in a large network.
 * @param {Player} player
 * @param {HTMLElement} box
 */
function coversNumbers(player, box) {
  const { top } = box.getBoundingClientRect();
  return [...player.root.querySelectorAll(".numbers .grid")].some((grid) => grid.getBoundingClientRect().bottom > top);
}

/**
 * Write the line, with the value that the next step computes.
 * @param {Player} player
 */
function drawLine(player) {
  const { state } = player.store;
  const next = state.structure.steps[state.cursor + 1];
  const isTouched = matchMedia("(pointer: coarse)").matches;
  const what = player.text(isTouched ? "welcome.tap" : "welcome.press");
  const [before = "", after = ""] = next ? what.split("{name}") : [];
  return [el("b", {}, player.text("welcome.about")), " ", before, next ? label(state, next.name) : "", after];
}
