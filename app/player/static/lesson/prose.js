/** Text in which the names of values are linked with their matrices. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { isThere } from "./stops.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Prose} Prose */

/**
 * @param {Player} player
 * @param {Prose} prose
 */
export function drawProse(player, prose) {
  return prose.map((part) => (typeof part === "string" ? part : drawName(player, part.name)));
}

/**
 * Draw a name as a button: pointing at it lights its matrix, pressing it goes to its step.
 * @param {Player} player
 * @param {string} name
 */
function drawName(player, name) {
  const button = el(
    "button",
    { type: "button", class: "named", "data-name": name, title: player.text("visit", { name }) },
    label(player.store.state, name),
  );
  button.addEventListener(
    "click",
    () => isThere(player.store.state) && name in player.store.state.structure.names && player.visit(name),
  );
  button.addEventListener("focus", () => player.point(name));
  button.addEventListener("blur", () => player.point(null));
  return button;
}
