/** The panel of all numbers that can be edited and have no node in the graph: settings, and the optimizer's memory. */

import { closeButton, el } from "../core/dom.js";
import { opened } from "../core/layers.js";
import { valuesWithoutNode, nameOf } from "../core/model.js";
import { hasChanged } from "../core/store.js";
import { createGrid } from "./grid.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @type {WeakMap<HTMLElement, () => void>} */
const open = new WeakMap();

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
export function toggleSettings(player, button) {
  const shut = open.get(player.root);
  if (shut) return shut();
  const panel = el("div", { class: "panel settings", role: "dialog", "aria-label": player.text("numbers.more") });
  const refresh = fill(player, panel, close);
  const unsubscribe = player.store.subscribe((state, before) => {
    if (state.structure !== before.structure) close();
    else if (hasChanged(state, before, "data", "pending")) refresh();
  });
  const closed = opened(close, button);
  player.signal.addEventListener("abort", closed);
  function close() {
    closed();
    const inside = panel.matches(":focus-within");
    unsubscribe();
    panel.remove();
    open.delete(player.root);
    button.setAttribute("aria-expanded", "false");
    if (inside) button.focus();
  }
  open.set(player.root, close);
  button.setAttribute("aria-expanded", "true");
  player.root.append(panel);
  panel.querySelector("td")?.focus({ preventScroll: true });
}

/**
 * @param {Player} player
 * @param {HTMLElement} panel
 * @param {() => void} close
 * @returns {() => void} writes the present numbers
 */
function fill(player, panel, close) {
  const { state } = player.store;
  const names = valuesWithoutNode(state).filter((name) => nameOf(state, name).kind !== "rate");
  const shut = closeButton(player.text("close"), close);
  const grids = names.map((name) => createGrid(player, name));
  const isState = (/** @type {string} */ name) => nameOf(state, name).kind === "state";
  const group = (/** @type {string} */ title, /** @type {boolean} */ remembered) => {
    const own = grids.filter(({ name }) => isState(name) === remembered);
    return own.length > 0
      ? el("section", {}, el("h2", {}, title), el("div", { class: "many-grids" }, ...own.map(({ element }) => element)))
      : null;
  };
  for (const part of [shut, group(player.text("numbers.setting"), false), group(player.text("numbers.state"), true)])
    if (part) panel.append(part);
  return () => {
    for (const grid of grids) grid.refresh();
  };
}
