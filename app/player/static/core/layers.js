/**
 * What is open on the page, the innermost last: menus, drawers, dialogs, editors. Escape closes the innermost; here
 * alone is decided which that is, and that the focus goes back to what led to it.
 */

import { focusedElement } from "./dom.js";

/**
 * @typedef {object} Layer
 * @property {() => void} close
 * @property {() => Element | null | undefined} opener what led to it
 * @property {boolean} isBelow whether it lies on the page, below menus and dialogs
 */

/** @type {Layer[]} */
const layers = [];

/**
 * Say that a menu, a dialog or the like is open now, and how it is closed.
 * @param {() => void} close
 * @param {Element | null | (() => Element | null | undefined)} [opener] what led to it, or how to find that again; else
 *   what has the focus now
 * @returns {() => void} to be called when it is closed, in whatever way
 */
export function opened(close, opener = focusedElement()) {
  return put(layers.length, close, opener, false);
}

/**
 * Say the same of what lies on the page: what is above it stays above it, as the menu in which it was switched on.
 * @param {() => void} close
 * @param {Element | null} opener what led to it, if the focus is to go there
 * @returns {() => void} to be called when it is closed, in whatever way
 */
export function openedOnPage(close, opener) {
  return put(layers.findLastIndex(({ isBelow }) => isBelow) + 1, close, opener, true);
}

/**
 * @param {number} place
 * @param {() => void} close
 * @param {Element | null | (() => Element | null | undefined)} opener
 * @param {boolean} isBelow
 */
function put(place, close, opener, isBelow) {
  const layer = { close, opener: typeof opener === "function" ? opener : () => opener, isBelow };
  layers.splice(place, 0, layer);
  return () => takeOut(layer);
}

/** @param {Layer} layer */
function takeOut(layer) {
  const place = layers.indexOf(layer);
  if (place >= 0) layers.splice(place, 1);
}

/** Close the innermost of what is open. Is there any? */
export function closeInnermost() {
  const layer = layers.at(-1);
  if (!layer) return false;
  layer.close();
  // A dialog says only later that it is closed.
  takeOut(layer);
  const opener = layer.opener();
  if (opener?.isConnected && (opener instanceof HTMLElement || opener instanceof SVGElement))
    opener.focus({ preventScroll: true });
  return true;
}

/** The fields in a cell: first they give up what is typed in them. */
const IN_A_CELL = "td input";

/** @param {globalThis.EventTarget | undefined} target */
function isTyped(target) {
  return target instanceof Element && target.matches(IN_A_CELL);
}

/**
 * Let the Escape key close what is open, before anything else on the page hears of the key.
 * @param {AbortSignal} signal
 */
export function enableEscape(signal) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    // While characters are composed the key belongs to the keyboard of their language.
    if (event.key !== "Escape" || event.isComposing || isTyped(event.composedPath()[0]) || !closeInnermost()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", press, { capture: true, signal });
}
