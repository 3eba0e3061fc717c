/** The menu at the end of the row. */

import { el, icon } from "../core/dom.js";
import { ENTRIES } from "./entries.js";
import { createLanguages } from "./languages.js";
import { createChoices } from "./network.js";
import { createThemes } from "./themes.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./entries.js").Entry} Entry */
/**
 * @typedef {object} Menu
 * @property {Player} player
 * @property {HTMLElement} button that opens it
 * @property {() => void} close
 * @property {(sentence: string) => void} say
 */

const BY = /** @type {Record<string, number>} */ ({ ArrowUp: -1, ArrowDown: 1 });

/** @type {WeakMap<HTMLElement, () => void>} */
const open = new WeakMap();

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
export function toggleMenu(player, button) {
  const close = open.get(button);
  if (close) return close();
  const box = el("div", { class: "head-menu", role: "dialog", "aria-label": player.text("head.menu") });
  const status = el("p", { class: "head-said", role: "status" });
  const end = new AbortController();
  const menu = {
    player,
    button,
    close: () => shut(box, button, end),
    say: (/** @type {string} */ sentence) => void (status.textContent = sentence),
  };
  const [first, ...rest] = ENTRIES.map((group) => drawGroup(menu, group));
  box.append(...drawNetwork(player, end.signal), first ?? "", drawSettings(player), ...rest, status);
  open.set(button, menu.close);
  button.setAttribute("aria-expanded", "true");
  button.after(box);
  focusable(box)[0]?.focus();
  listen(menu, box, end.signal);
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} button
 * @param {AbortController} end
 */
function shut(box, button, end) {
  const inside = box.matches(":focus-within");
  end.abort();
  open.delete(button);
  box.remove();
  button.setAttribute("aria-expanded", "false");
  if (inside) button.focus({ preventScroll: true });
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
 * Draw how the page looks and speaks; a wide row has the language itself.
 * @param {Player} player
 */
function drawSettings(player) {
  const languages = createLanguages(player, player.store.state.data.lang);
  return el(
    "div",
    { class: "head-group" },
    drawSetting(player.text("theme"), createThemes(player)),
    drawSetting(player.text("head.language"), languages, "for-languages"),
  );
}

/**
 * @param {string} name which the choice has as its own name, too
 * @param {HTMLElement} choice
 * @param {string} [kind]
 */
function drawSetting(name, choice, kind = "") {
  return el("div", { class: `head-setting ${kind}` }, el("span", { "aria-hidden": "true" }, name), choice);
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

/**
 * @param {Menu} menu
 * @param {HTMLElement} box
 * @param {AbortSignal} signal
 */
function listen({ player, button, close }, box, signal) {
  // Before a choice takes them: up and down lead through the menu, left and right through a choice.
  box.addEventListener(
    "keydown",
    (event) => {
      if (!(event.key in BY)) return;
      moveFocus(box, BY[event.key] ?? 0);
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Escape") event.preventDefault();
    // What is typed here means nothing to the player; Tab and Enter are the browser's.
    event.stopPropagation();
  });
  document.addEventListener(
    "pointerdown",
    (event) => {
      const path = event.composedPath();
      if (!path.includes(box) && !path.includes(button)) close();
    },
    { signal },
  );
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && relatedTarget !== button && !box.contains(relatedTarget)) close();
  });
  player.signal.addEventListener("abort", close, { signal });
}

/**
 * @param {HTMLElement} box
 * @param {number} by
 */
function moveFocus(box, by) {
  const all = focusable(box);
  const now = all.findIndex((element) => element.matches(":focus"));
  all.at((now + by) % all.length)?.focus();
}

/**
 * @param {HTMLElement} box
 * @returns {HTMLElement[]}
 */
function focusable(box) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("button:not([tabindex='-1'])"));
  return [...all].filter((element) => element.checkVisibility());
}
