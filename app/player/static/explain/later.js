/** What is shown of the numbers, and how: the menu and its keys. What draws it is loaded when it is first wanted. */

import { el, keepFocus } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Overlay} Overlay */

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
  const made = el(
    "button",
    { type: "button", class: "names-button view-button", "aria-haspopup": "dialog", "aria-expanded": "false" },
    player.text("view"),
  );
  keepFocus(made);
  made.addEventListener("click", () => openViewMenu(player));
  return made;
}

/** @param {Player} player */
export function openViewMenu(player) {
  loaded(import("./view-menu.js"), ({ toggleMenu }) => toggleMenu(player));
}

/**
 * Lay something over the numbers, or take it away again.
 * @param {Player} player
 * @param {Overlay["kind"]} kind
 */
export function switchOverlay(player, kind) {
  // What is practised is not to be read off.
  if (player.store.state.data.practice) return;
  loaded(import("./overlay.js"), ({ toggleOverlay }) => toggleOverlay(player, kind));
}

/** @param {Player} player */
export function openJacobian(player) {
  if (player.store.state.data.practice) return;
  loaded(import("./jacobian-dialog.js"), ({ openJacobianDialog }) => openJacobianDialog(player));
}

/** @param {Player} player */
export function toggleExact(player) {
  loaded(import("./number-style.js"), ({ setDisplay }) =>
    setDisplay(player, { exact: !player.store.state.display.exact }),
  );
}

/**
 * Exact mode that was chosen last time needs its numbers.
 * @param {Player} player
 */
export function enableDisplay(player) {
  if (player.store.state.display.exact) loaded(import("./number-style.js"), ({ setDisplay }) => setDisplay(player, {}));
}

/**
 * @param {Player} player
 * @param {HTMLElement} stage
 */
export function enableExploring(player, stage) {
  let isLoading = false;
  player.store.subscribe((state) => {
    if (!state.explored || isLoading) return;
    isLoading = true;
    import("./drawer.js").then(
      ({ openDrawer }) => openDrawer(player, stage),
      (/** @type {unknown} */ error) => {
        isLoading = false;
        console.error(error);
      },
    );
  });
}
