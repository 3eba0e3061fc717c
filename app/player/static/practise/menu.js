/** The menu of practices, in a small panel over the button. */

import { closeButton, el } from "../core/dom.js";
import { opened } from "../core/layers.js";
import { currentStep } from "../core/model.js";
import { button as drawButton } from "./buttons.js";
import { addStyle } from "./style.js";

/** @typedef {import("../core/types.js").Player} Player */

const KINDS = /** @type {const} */ (["entry", "matrix", "shape", "backward"]);
const GAP = 8;

/** The open menu, and what says that it is closed. @type {WeakMap<Player, {menu: HTMLElement, closed: () => void}>} */
const menus = new WeakMap();

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
export async function toggleMenu(player, button) {
  await addStyle(player.root);
  const open = menus.get(player);
  if (open) return shut(player, button);
  const menu = drawMenu(player, () => shut(player, button));
  menus.set(player, { menu, closed: opened(() => shut(player, button), button) });
  player.root.append(menu);
  place(player, menu, button);
  button.setAttribute("aria-expanded", "true");
  menu.querySelector("button")?.focus();
  listen(player, menu, button);
}

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
function shut(player, button) {
  const { menu, closed } = menus.get(player) ?? {};
  closed?.();
  const inside = menu?.matches(":focus-within");
  menu?.remove();
  menus.delete(player);
  button.setAttribute("aria-expanded", "false");
  if (inside) button.focus({ preventScroll: true });
}

/**
 * @param {Player} player
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
function listen(player, menu, button) {
  const outside = (/** @type {globalThis.Event} */ event) => {
    const path = event.composedPath();
    if (!menu.isConnected) document.removeEventListener("pointerdown", outside);
    else if (!path.includes(menu) && !path.includes(button)) shut(player, button);
  };
  document.addEventListener("pointerdown", outside, { signal: player.signal });
  player.signal.addEventListener("abort", () => menus.get(player)?.closed());
}

/**
 * @param {Player} player
 * @param {() => void} close
 */
function drawMenu(player, close) {
  const act = (/** @type {() => void} */ then) => () => {
    close();
    then();
  };
  const shutting = closeButton(player.text("close"), close);
  const kinds = KINDS.map((kind) =>
    drawButton(
      player.text(`practise.${kind}`),
      act(() => predict(player, kind)),
    ),
  );
  return el(
    "div",
    { class: "practise-menu", role: "dialog", "aria-label": player.text("practise") },
    part(player.text("practise.predict"), player.text("practise.predict_line"), kinds),
    part(player.text("practise.break"), player.text("practise.break_line"), [
      drawButton(
        player.text("practise.break_begin"),
        act(() => hunt(player)),
      ),
    ]),
    shutting,
  );
}

/**
 * @param {string} title
 * @param {string} line
 * @param {HTMLElement[]} choices
 */
function part(title, line, choices) {
  return el("section", {}, el("h2", {}, title), el("p", {}, line), el("div", { class: "choices" }, ...choices));
}

/**
 * @param {Player} player
 * @param {string} kind
 */
function predict(player, kind) {
  player.send({ type: "practise", do: "predict", kind, here: currentStep(player.store.state).name, seed: seed() });
}

/** @param {Player} player */
function hunt(player) {
  player.send({ type: "practise", do: "break", wish: "any", seed: seed() });
}

/** Draw a seed, so that everybody gets other questions. */
function seed() {
  return Math.floor(Math.random() * 1e6);
}

/**
 * Place the menu over its button, within the player.
 * @param {Player} player
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
function place(player, menu, button) {
  const root = player.root.getBoundingClientRect();
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(GAP, Math.min(at.right - root.left - width, root.width - width - GAP))}px`;
  menu.style.top = `${Math.max(GAP, at.top - root.top - height - GAP)}px`;
}
