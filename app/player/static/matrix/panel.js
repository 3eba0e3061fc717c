/** The matrix of an input or a parameter, opened beside its node: so every number can be edited at any step. */

import { closeButton, el } from "../core/dom.js";
import { nameOf } from "../core/model.js";
import { hasChanged } from "../core/store.js";
import { createGrid } from "./grid.js";

/** @typedef {import("../core/types.js").Player} Player */

const GAP = 8;

/**
 * @param {Player} player
 */
export function createPanel(player) {
  const panel = el("div", { class: "panel", role: "dialog", hidden: true });
  /** @type {import("./grid.js").Grid | null} */
  let grid = null;
  function open(/** @type {string} */ name) {
    grid = createGrid(player, name);
    const { plain, editable } = nameOf(player.store.state, name);
    const close = closeButton(player.text("close"), () => player.store.set({ panel: null }));
    panel.setAttribute("aria-label", plain);
    panel.replaceChildren(close, grid.element, editable ? el("p", { class: "hint" }, player.text("edit.hint")) : "");
    panel.hidden = false;
    place(player, panel, name);
    if (anchorOf(player, name)?.matches(":focus")) grid.element.querySelector("td")?.focus();
  }
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "panel", "structure")) {
      if (state.panel === null || !(state.panel in state.structure.names)) shut(player, panel, before.panel);
      else open(state.panel);
    } else if (hasChanged(state, before, "data", "pending", "overlay", "display")) grid?.refresh();
  });
  return panel;
}

/**
 * Close the panel; the focus goes back to the node if it was inside.
 * @param {Player} player
 * @param {HTMLElement} panel
 * @param {string | null} name
 */
function shut(player, panel, name) {
  const inside = panel.matches(":focus-within");
  panel.hidden = true;
  panel.replaceChildren();
  if (inside && name !== null) anchorOf(player, name)?.focus();
}

/**
 * @param {Player} player
 * @param {string} name
 * @returns {HTMLElement | SVGElement | null}
 */
function anchorOf(player, name) {
  const own = `[data-name="${CSS.escape(name)}"]`;
  return player.root.querySelector(`.node${own}, .rate${own}`);
}

/**
 * Place the panel under its node, or above it if there is no room below.
 * @param {Player} player
 * @param {HTMLElement} panel
 * @param {string} name
 */
function place(player, panel, name) {
  const root = player.root.getBoundingClientRect();
  const at = anchorOf(player, name)?.getBoundingClientRect() ?? root;
  const { width, height } = panel.getBoundingClientRect();
  const left = at.left + at.width / 2 - root.left - width / 2;
  const below = at.bottom - root.top + GAP;
  const top = at.bottom + GAP + height > root.bottom ? at.top - root.top - GAP - height : below;
  panel.style.left = `${Math.max(GAP, Math.min(left, root.width - width - GAP))}px`;
  panel.style.top = `${Math.max(GAP, top)}px`;
}
