/** The menu at the end of the row. */

import { el, icon } from "../core/dom.js";
import { ENTRIES } from "./entries.js";
import { createLanguages } from "./languages.js";
import { createChoices } from "./network.js";

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
  box.append(...drawNarrow(player, end.signal), ...ENTRIES.map((group) => drawGroup(menu, group)), status);
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
 * Draw what a narrow row has no room for; a wide one has it, and the style sheet hides it here.
 * @param {Player} player
 * @param {AbortSignal} signal
 */
function drawNarrow(player, signal) {
  const network = player.store.state.lesson ? [] : [el("div", { class: "for-choices" }, createChoices(player, signal))];
  return [...network, el("div", { class: "for-languages" }, createLanguages(player))];
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
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key in BY && !inChoice(event.target)) moveFocus(box, BY[event.key] ?? 0);
    // What is typed here means nothing to the player; Tab and Enter are the browser's.
    if (event.key === "Escape" || event.key in BY) event.preventDefault();
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

/** @param {globalThis.EventTarget | null} target */
function inChoice(target) {
  return target instanceof Element && target.closest("[role=radiogroup]") !== null;
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
