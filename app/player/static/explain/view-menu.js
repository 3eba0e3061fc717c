/** The view menu: what is shown over the numbers. How they are written is in the menu of the notation. */

import { closeButton, el } from "../core/dom.js";
import { opened } from "../core/layers.js";
import { hasChanged } from "../core/store.js";
import { toggleOverlay } from "./overlay.js";
import { addStyle } from "./style.js";
import { drawSwitch } from "./switch.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @type {WeakMap<Player, {open: () => void, shut: () => void, menu: HTMLElement}>} */
const menus = new WeakMap();

/** @param {Player} player */
export async function toggleMenu(player) {
  await addStyle(player.root);
  const { menu, open, shut } = menus.get(player) ?? create(player);
  if (menu.hidden) open();
  else shut();
}

/**
 * @param {Player} player
 * @returns {HTMLElement | null}
 */
function opener(player) {
  return player.root.querySelector(".view-button");
}

/** @param {Player} player */
function create(player) {
  const close = closeButton(player.text("close"), () => shut());
  const parts = /** @type {const} */ (["check", "compare"]).map((kind) => {
    const isOn = (/** @type {import("../core/types.js").State} */ state) => state.overlay?.kind === kind;
    return drawSwitch(player, kind, isOn, () => toggleOverlay(player, kind));
  });
  const menu = el(
    "div",
    { class: "view-menu", role: "dialog", "aria-label": player.text("view"), hidden: true },
    close,
    el("h2", {}, player.text("view.title")),
    ...parts.map(({ element }) => element),
  );
  const show = () => parts.forEach((part) => part.show());
  /** @type {() => void} */
  let closed = () => undefined;
  const open = () => {
    menu.hidden = false;
    closed = opened(shut, () => opener(player));
    opener(player)?.setAttribute("aria-expanded", "true");
    show();
    menu.querySelector("input")?.focus();
  };
  function shut() {
    if (menu.hidden) return;
    const inside = menu.matches(":focus-within");
    closed();
    menu.hidden = true;
    opener(player)?.setAttribute("aria-expanded", "false");
    if (inside) opener(player)?.focus();
  }
  document.addEventListener(
    "pointerdown",
    (event) => {
      const path = event.composedPath();
      if (!path.includes(menu) && !path.some((node) => node === opener(player))) shut();
    },
    { signal: player.signal },
  );
  player.signal.addEventListener("abort", () => closed());
  player.store.subscribe((state, before) => {
    if (!menu.hidden && hasChanged(state, before, "overlay", "data")) show();
  });
  player.root.append(menu);
  const made = { menu, open, shut };
  menus.set(player, made);
  return made;
}
