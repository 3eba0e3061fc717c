/** The keys of the whole page. A key that the focused element has used is not used again. */

import { sendCommand } from "../core/commands.js";
import { openViewMenu, toggleExact, openJacobian, switchOverlay } from "../explain/later.js";
import { nextPicture } from "../graph/toolbar.js";
import { zoomBy } from "../graph/zoom.js";
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
  "?": (player) => player.root.querySelector("dialog")?.showModal(),
  Escape: escape,
};

/** The rows of the list of keys: the caps, and the key of the text beside them. */
export const LIST = [
  [["←", "→"], "keys.step"],
  [["↑", "↓"], "keys.zoom"],
  [["V"], "keys.picture"],
  [["PageUp", "PageDown"], "keys.clicker"],
  [["Home", "End"], "keys.ends"],
  [["cap.space"], "keys.play"],
  [["U"], "keys.update"],
  [["B"], "keys.back"],
  [["Ctrl+Z"], "keys.undo"],
  [["Ctrl+Shift+Z"], "keys.redo"],
  [["Tab"], "keys.tab"],
  [["Enter"], "keys.enter"],
  [["E"], "keys.explain"],
  [["J"], "keys.jacobian"],
  [["D"], "keys.view"],
  [["G"], "keys.check"],
  [["C"], "keys.compare"],
  [["F"], "keys.exact"],
  [["P"], "keys.present"],
  [["Esc"], "keys.escape"],
  [["?"], "keys.list"],
];
export const LESSON_LIST = [
  [["[", "]"], "keys.stop"],
  [[",", "."], "keys.stop_too"],
];

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

/**
 * Close one thing at a time: playing, a refusal, a panel, the drawer, an overlay, the pinned entry, the focus.
 * @param {Player} player
 */
function escape(player) {
  const { playing, pinned, explored, overlay, panel, refused } = player.store.state;
  if (playing) player.store.set({ playing: false });
  else if (refused) player.store.set({ refused: null });
  else if (panel !== null) player.store.set({ panel: null });
  else if (explored) player.store.set({ explored: null, pinned: null });
  else if (overlay) player.store.set({ overlay: null });
  else if (pinned) player.store.set({ pinned: null });
  else blurInside(player);
}

/** @param {Player} player */
function blurInside(player) {
  const root = player.root.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  if (active instanceof HTMLElement || active instanceof SVGElement) active.blur();
}
