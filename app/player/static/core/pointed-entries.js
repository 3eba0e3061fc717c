/**
 * The entry that is pointed at. It lights up wherever it is shown; an entry of the current result lights up its sources
 * too.
 */

import { currentStep, placeOf } from "./model.js";
import { sourcesOfEntry } from "./sources.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {readonly string[]} Keys the pointed entry first, then its sources */

/** @type {Keys} */
const NONE = [];
/** @type {WeakMap<Player, {keys: Keys, listeners: ((keys: Keys) => void)[]}>} */
const pointings = new WeakMap();

/** @param {Player} player */
function pointingOf(player) {
  const pointing = pointings.get(player) ?? { keys: NONE, listeners: [] };
  pointings.set(player, pointing);
  return pointing;
}

/**
 * @param {Player} player
 * @param {(keys: Keys) => void} listener
 */
export function onPointedEntries(player, listener) {
  pointingOf(player).listeners.push(listener);
}

/**
 * @param {Player} player
 * @param {Keys} keys
 */
export function pointAtEntries(player, keys) {
  const pointing = pointingOf(player);
  if (keys.length === pointing.keys.length && keys.every((key, index) => key === pointing.keys[index])) return;
  pointing.keys = keys;
  for (const listener of pointing.listeners) listener(keys);
}

/**
 * @param {Player} player
 * @param {string | null | undefined} key
 */
export function pointAtEntry(player, key) {
  if (!key) return pointAtEntries(player, NONE);
  const step = currentStep(player.store.state);
  const { name, row, col } = placeOf(key);
  pointAtEntries(player, step.name === name ? [key, ...sourcesOfEntry(step, row, col)] : [key]);
}

/**
 * Make every element inside that has a `data-key` point at its entry.
 * @param {Player} player
 * @param {HTMLElement | SVGElement} element
 */
export function pointByEntry(player, element) {
  element.addEventListener("pointerover", (event) =>
    pointAtEntry(
      player,
      event.target instanceof Element ? event.target.closest("[data-key]")?.getAttribute("data-key") : null,
    ),
  );
  element.addEventListener("pointerleave", () => pointAtEntries(player, NONE));
}

/**
 * Mark the elements inside that show one of the entries.
 * @param {Element} element
 * @param {Keys} keys
 */
export function lightEntries(element, keys) {
  for (const old of element.querySelectorAll(".touched")) old.classList.remove("touched", "first");
  for (const [index, key] of keys.entries()) {
    for (const cell of element.querySelectorAll(`[data-key="${CSS.escape(key)}"]`))
      cell.classList.add("touched", ...(index === 0 ? ["first"] : []));
  }
}
