/**
 * What is open on the page, the innermost last: menus, drawers, dialogs, editors. Escape closes the innermost; here
 * alone is decided which that is, and that the focus goes back to what led to it.
 */

import { focusedElement } from "./dom.js";

/**
 * @typedef {object} Layer
 * @property {() => void} close
 * @property {() => Element | null | undefined} opener what led to it
 */

/** @type {Layer[]} */
const layers = [];

/**
 * Say that something is open now, and how it is closed.
 * @param {() => void} close
 * @param {Element | null | (() => Element | null | undefined)} [opener] what led to it, or how to find that again; else
 *   what has the focus now
 * @returns {() => void} to be called when it is closed, in whatever way
 */
export function opened(close, opener = focusedElement()) {
  const layer = { close, opener: typeof opener === "function" ? opener : () => opener };
  layers.push(layer);
  return () => {
    const place = layers.indexOf(layer);
    if (place >= 0) layers.splice(place, 1);
  };
}

/** Close the innermost of what is open. Is there any? */
export function closeInnermost() {
  const layer = layers.at(-1);
  if (!layer) return false;
  layer.close();
  // Whatever it did, it is not open any more.
  if (layers.at(-1) === layer) layers.pop();
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
