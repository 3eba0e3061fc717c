/**
 * Open the parts of this room that are loaded when they are first needed: the view menu, the overlays, the Jacobian,
 * the drawer.
 */

import { el, keepFocus } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Overlay} Overlay */

/**
 * @template Module
 * @param {Promise<Module>} loading
 * @param {(module: Module) => void} then
 */
function whenLoaded(loading, then) {
  loading.then(then, (/** @type {unknown} */ error) => console.error(error));
}

/**
 * Make the button of the view menu, which stands in the toolbar above the picture.
 * @param {Player} player
 */
export function createViewButton(player) {
  const button = el(
    "button",
    {
      type: "button",
      class: "names-button view-button",
      title: player.text("view.title"),
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
    },
    player.text("view"),
  );
  keepFocus(button);
  button.addEventListener("click", () => openViewMenu(player));
  return button;
}

/** @param {Player} player */
export function openViewMenu(player) {
  whenLoaded(import("./view-menu.js"), ({ toggleMenu }) => toggleMenu(player));
}

/**
 * Switch the gradient check or the comparison on or off.
 * @param {Player} player
 * @param {Overlay["kind"]} kind
 * @param {import("./overlay.js").Resumed} [resumed] with what it was on before
 */
export function switchOverlay(player, kind, resumed) {
  // During a practice the overlay would give the answer away.
  if (player.store.state.data.practice && kind !== "submission") return;
  whenLoaded(import("./overlay.js"), ({ toggleOverlay }) => toggleOverlay(player, kind, resumed));
}

/**
 * Open the check of someone's own numbers at the value of the current step.
 * @param {Player} player
 */
export function bringAnother(player) {
  whenLoaded(import("../check/another.js"), (module) => module.bringAnother(player));
}

/** @param {Player} player */
export function openJacobian(player) {
  if (player.store.state.data.practice) return;
  whenLoaded(import("./jacobian-dialog.js"), ({ openJacobianDialog }) => openJacobianDialog(player));
}

/** @param {Player} player */
export function toggleExact(player) {
  whenLoaded(import("./number-style.js"), ({ setDisplay }) =>
    setDisplay(player, { exact: !player.store.state.display.exact }),
  );
}

/**
 * Ask for the exact fractions if exact mode was on last time.
 * @param {Player} player
 */
export function enableDisplay(player) {
  if (player.store.state.display.exact)
    whenLoaded(import("./number-style.js"), ({ setDisplay }) => setDisplay(player, {}));
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
