/** On a window too narrow for two columns the text of the lesson is a drawer over the player. */

import { assign, el } from "../core/dom.js";
import { currentStop, stops } from "./stops.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * Tell whether the lesson is at its first stop: then its text is what there is to read first.
 * @param {Player} player
 */
function isAtStart({ store: { state } }) {
  return stops(state)[0] === currentStop(state);
}

/**
 * Make the button of the drawer. The style sheet shows it where there is a drawer.
 * @param {Player} player
 * @param {HTMLElement} column
 * @returns {HTMLElement}
 */
export function createTextButton(player, column) {
  const button = el("button", { type: "button", class: "go boxed text-button" }, say(player, "text"));
  const isThere = () => button.checkVisibility();
  const open = (/** @type {boolean} */ on) => {
    column.classList.toggle("open", on);
    assign(button, { "aria-expanded": String(on) });
  };
  open(isAtStart(player));
  button.addEventListener("click", () => open(!column.classList.contains("open")));
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !column.classList.contains("open") || !isThere()) return;
      event.preventDefault();
      event.stopPropagation();
      open(false);
      button.focus();
    },
    { capture: true, signal: player.signal },
  );
  player.root.addEventListener("pointerdown", () => isThere() && open(false), { signal: player.signal });
  return button;
}
