/** What is shown of the numbers, and how: the menu and its keys. What draws it is loaded when it is first wanted. */

import { el, keepFocus } from "./dom.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").Lens} Lens */

/**
 * @template Module
 * @param {Promise<Module>} loading
 * @param {(module: Module) => void} then
 */
function loaded(loading, then) {
  loading.then(then, (/** @type {unknown} */ error) => console.error(error));
}

/**
 * It stands above the picture, beside the names.
 * @param {Player} player
 */
export function createViewButton(player) {
  const made = el("button", { type: "button", class: "names-button view-button", "aria-haspopup": "dialog", "aria-expanded": "false" }, player.text("view"));
  keepFocus(made);
  made.addEventListener("click", () => openView(player));
  return made;
}

/** @param {Player} player */
export function openView(player) {
  loaded(import("./explain/menu.js"), ({ toggleMenu }) => toggleMenu(player));
}

/**
 * Lay something over the numbers, or take it away again.
 * @param {Player} player
 * @param {Lens["kind"]} kind
 */
export function useLens(player, kind) {
  // What is practised is not to be read off.
  if (player.store.state.data.practice) return;
  loaded(import("./explain/lens.js"), ({ toggleLens }) => toggleLens(player, kind));
}

/** @param {Player} player */
export function unfoldJacobian(player) {
  if (player.store.state.data.practice) return;
  loaded(import("./explain/unfold.js"), ({ unfold }) => unfold(player));
}

/** @param {Player} player */
export function toggleExact(player) {
  loaded(import("./explain/writing.js"), ({ setDisplay }) => setDisplay(player, { exact: !player.store.state.display.exact }));
}

/**
 * Exact mode that was chosen last time needs its numbers.
 * @param {Player} player
 */
export function enableDisplay(player) {
  if (player.store.state.display.exact) loaded(import("./explain/writing.js"), ({ setDisplay }) => setDisplay(player, {}));
}
