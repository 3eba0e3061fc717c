/** The keys of the whole page. A key that the focused element has used is not used again. */

import { sendCommand } from "../core/commands.js";
import { focusedElement } from "../core/dom.js";
import { openViewMenu, toggleExact, openJacobian, switchOverlay } from "../explain/later.js";
import { nextPicture } from "../graph/toolbar.js";
import { zoomBy } from "../graph/zoom.js";
import { openHelp } from "./help.js";
import { togglePlay } from "./play.js";

/** @typedef {import("../core/types.js").Player} Player */

/** Elements in which keys are typed or mean something else. */
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const MODAL = "dialog, [role=dialog][aria-modal=true], [role=listbox], [role=menu]";
const PRESSED_BY_SPACE = "button, a, summary, [role=button], [role=tab], [role=option], [role=radio], [role=switch]";

/** @type {Record<string, (player: Player) => void>} */
const ACTIONS = {
  ArrowLeft: (player) => player.go(player.store.state.cursor - 1),
  ArrowRight: (player) => player.go(player.store.state.cursor + 1),
  PageUp: (player) => player.go(player.store.state.cursor - 1),
  PageDown: (player) => player.go(player.store.state.cursor + 1),
  Home: (player) => player.go(0),
  End: (player) => player.go(player.store.state.structure.steps.length - 1),
  ArrowUp: (player) => zoomBy(player, -1),
  ArrowDown: (player) => zoomBy(player, 1),
  v: nextPicture,
  " ": togglePlay,
  u: (player) => sendCommand(player, "update"),
  b: (player) => sendCommand(player, "back"),
  d: openViewMenu,
  g: (player) => switchOverlay(player, "check"),
  c: (player) => switchOverlay(player, "compare"),
  f: toggleExact,
  j: openJacobian,
  "?": openHelp,
  // What is open is closed by `core/layers.js`; here nothing is.
  Escape: dropFocus,
};

/** @param {Player} player */
export function enableKeys(player) {
  document.addEventListener(
    "keydown",
    (event) => {
      const target = freeTarget(event);
      if (!target) return;
      const action = event.altKey
        ? undefined
        : event.ctrlKey || event.metaKey
          ? undoOrRedo(event)
          : actionOfKey(event, target);
      if (!action) return;
      event.preventDefault();
      action(player);
    },
    { signal: player.signal },
  );
}

/**
 * Find the element on which a key was pressed; null if the key means something there already.
 * @param {KeyboardEvent} event
 */
export function freeTarget(event) {
  const target = event.composedPath()[0];
  if (event.defaultPrevented || !(target instanceof Element) || target.closest(TYPING) || target.closest(MODAL))
    return null;
  return target;
}

/**
 * @param {KeyboardEvent} event
 * @param {Element} target
 */
function actionOfKey(event, target) {
  if (event.key === " " && target.closest(PRESSED_BY_SPACE)) return undefined;
  return ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

/**
 * @param {KeyboardEvent} event
 * @returns {((player: Player) => void) | undefined}
 */
function undoOrRedo(event) {
  if (event.key.toLowerCase() !== "z") return undefined;
  return (player) => sendCommand(player, event.shiftKey ? "redo" : "undo");
}

function dropFocus() {
  const active = focusedElement();
  if (active instanceof HTMLElement || active instanceof SVGElement) active.blur();
}
