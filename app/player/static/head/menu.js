/** The menu at the end of the row. */

import { el, icon } from "../core/dom.js";
import { toggleBox } from "./box.js";
import { ENTRIES } from "./entries.js";
import { createChoices } from "./network.js";
import { drawSettings } from "./settings.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./entries.js").Entry} Entry */
/**
 * @typedef {object} Menu
 * @property {Player} player
 * @property {HTMLElement} button that opens it
 * @property {() => void} close
 * @property {(...said: (string | Node)[]) => void} say
 */

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
export function toggleMenu(player, button) {
  const draw = (/** @type {() => void} */ close, /** @type {AbortSignal} */ signal) => {
    const status = el("div", { class: "head-said", role: "status" });
    const say = (/** @type {(string | Node)[]} */ ...said) => {
      const asks = said.some((part) => part instanceof HTMLButtonElement);
      status.replaceChildren(...said);
      status.classList.toggle("asking", asks);
    };
    const menu = { player, button, close, say };
    const [first, ...rest] = ENTRIES.map((group) => drawGroup(menu, group));
    const settings = drawSettings(player, player.store.state.data.lang);
    return [...drawNetwork(player, signal), ...(first ? [first] : []), settings, ...rest, status];
  };
  toggleBox(button, player.text("head.menu"), draw, player.signal);
}

/**
 * Draw the choices for which a narrow row has no room; a wide one has it, and the style sheet hides them here.
 * @param {Player} player
 * @param {AbortSignal} signal
 */
function drawNetwork(player, signal) {
  return player.store.state.lesson ? [] : [el("div", { class: "for-choices" }, createChoices(player, signal))];
}

/**
 * @param {Menu} menu
 * @param {readonly Entry[]} group
 */
function drawGroup(menu, group) {
  return el("div", { class: "head-group" }, ...group.map((entry) => drawEntry(menu, entry)));
}

/**
 * @param {Menu} menu
 * @param {Entry} entry
 */
function drawEntry(menu, { name, path, cap, act, stays }) {
  const { player } = menu;
  const button = el(
    "button",
    { type: "button", class: "head-entry", "data-entry": name },
    icon(path),
    el("span", {}, player.text(`menu.${name}`)),
    cap ? el("kbd", {}, cap) : null,
  );
  button.addEventListener("click", () => {
    if (!stays) menu.close();
    void Promise.resolve(act(menu)).catch(console.error);
  });
  return button;
}
