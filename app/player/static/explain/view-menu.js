/** The view menu: what is laid over the numbers, and how they are written. */

import { closeButton, el } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { setDisplay } from "./number-style.js";
import { toggleOverlay } from "./overlay.js";
import { addStyle } from "./style.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

const MOST = 12;
/** @type {WeakMap<Player, {menu: HTMLElement, show: () => void}>} */
const menus = new WeakMap();

/** @param {Player} player */
export async function toggleMenu(player) {
  await addStyle(player.root);
  const { menu, show } = menus.get(player) ?? create(player);
  menu.hidden = !menu.hidden;
  opener(player)?.setAttribute("aria-expanded", String(!menu.hidden));
  show();
  if (!menu.hidden) menu.querySelector("input")?.focus();
}

/**
 * @param {Player} player
 * @returns {HTMLElement | null}
 */
function opener(player) {
  return player.root.querySelector(".view-button");
}

/**
 * @param {Player} player
 * @param {HTMLElement} menu
 */
function shut(player, menu) {
  if (menu.hidden) return;
  const inside = menu.matches(":focus-within");
  menu.hidden = true;
  opener(player)?.setAttribute("aria-expanded", "false");
  if (inside) opener(player)?.focus();
}

/** @param {Player} player */
function create(player) {
  const close = closeButton(player.text("close"), () => shut(player, menu));
  const overlay = (/** @type {"check" | "compare"} */ kind) =>
    drawSwitch(
      player,
      kind,
      (state) => state.overlay?.kind === kind,
      () => toggleOverlay(player, kind),
    );
  const exact = drawSwitch(
    player,
    "exact",
    (state) => state.display.exact,
    () => setDisplay(player, { exact: !player.store.state.display.exact }),
  );
  const parts = [overlay("check"), overlay("compare"), exact, drawDigits(player)];
  const menu = el(
    "div",
    { class: "view-menu", role: "dialog", "aria-label": player.text("view"), hidden: true },
    close,
    ...parts.map(({ element }) => element),
  );
  const show = () => parts.forEach((part) => part.show());
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    shut(player, menu);
  });
  document.addEventListener(
    "pointerdown",
    (event) => {
      const path = event.composedPath();
      if (!path.includes(menu) && !path.some((node) => node === opener(player))) shut(player, menu);
    },
    { signal: player.signal },
  );
  player.store.subscribe((state, before) => {
    if (!menu.hidden && hasChanged(state, before, "overlay", "display", "data")) show();
  });
  player.root.append(menu);
  const made = { menu, show };
  menus.set(player, made);
  return made;
}

/**
 * @param {Player} player
 * @param {"check" | "compare" | "exact"} key
 * @param {(state: State) => boolean} isOn
 * @param {() => void} toggle
 */
function drawSwitch(player, key, isOn, toggle) {
  const input = el("input", { type: "checkbox", role: "switch", "data-view": key });
  const about = el("span", { class: "about" }, player.text(`view.about_${key}`));
  const element = el(
    "label",
    { class: "setting" },
    input,
    el("span", { class: "name" }, player.text(`view.${key}`)),
    about,
  );
  input.addEventListener("change", toggle);
  const show = () => {
    const { state } = player.store;
    input.checked = isOn(state);
    const saturated = key === "exact" && state.display.exact && (state.data.answers?.exact?.saturated?.length ?? 0) > 0;
    about.textContent = player.text(saturated ? "view.saturated" : `view.about_${key}`);
  };
  return { element, show };
}

/**
 * Without digits, as many as fit.
 * @param {Player} player
 */
function drawDigits(player) {
  const slider = el("input", { type: "range", min: 0, max: MOST, step: 1, "data-view": "digits" });
  const said = el("output", {});
  const element = el(
    "label",
    { class: "setting digits" },
    el("span", { class: "name" }, player.text("view.digits"), said),
    slider,
  );
  slider.addEventListener("input", () => setDisplay(player, { digits: Number(slider.value) || undefined }));
  const show = () => {
    const { digits } = player.store.state.display;
    const words = digits ? String(digits) : player.text("view.as_fits");
    slider.value = String(digits ?? 0);
    slider.setAttribute("aria-valuetext", words);
    said.textContent = words;
  };
  return { element, show };
}
