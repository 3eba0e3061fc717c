/** Pointing at an entry beside the formula lights its sources and what reads it, and writes its sum out beside it. */

import { el, updateAttribute } from "../core/dom.js";
import { currentStep, keyOf, nameOf, placeOf } from "../core/model.js";
import { isNarrow } from "../core/narrow.js";
import { pointAtEntry } from "../core/pointed-entries.js";
import { hasChanged } from "../core/store.js";
import { sourcesOf, writeLine } from "../explain/entry.js";
import { explore, isSamePlace } from "../explain/explored.js";
import { isOfLarge, largestSources, writeLargest } from "../explain/largest.js";
import { readers } from "../explain/readers.js";
import { remarks } from "../matrix/overlay.js";
import { keepBeside } from "./beside.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Place} Place */
/** @typedef {import("../matrix/grid.js").Grid} Grid */
/** @typedef {"hovered" | "focused"} Way */

const CELL = "td[data-key]";
const MARKS = ["lit", "fed", "goal", "warm", "pinned"];

/**
 * @param {Player} player
 * @param {HTMLElement} numbers the element with the matrices
 */
export function createProvenance(player, numbers) {
  const line = el("div", { class: "written", hidden: true });
  const keep = keepBeside(player, line, numbers);
  /** @type {Grid[]} */
  let grids = [];
  /** @type {Map<Element, string[]>} */
  let terms = new Map();
  /** @type {Record<Way, Place | null>} */
  const pointed = { hovered: null, focused: null };

  const place = () => pointed.hovered ?? pointed.focused ?? player.store.state.pinned;
  function refresh() {
    const { state } = player.store;
    const shown = place();
    for (const grid of grids) clear(grid);
    terms = new Map();
    pointAtEntry(player, shown && keyOf(shown.name, shown.row, shown.col));
    // The drawer writes the sum of its entry itself.
    const isInDrawer = shown !== null && state.explored !== null && isSamePlace(shown, state.explored);
    line.hidden = shown === null || (isInDrawer && !isNarrow());
    updateAttribute(line, "data-sum", shown && keyOf(shown.name, shown.row, shown.col));
    line.classList.toggle("held", shown !== null && isSamePlace(shown, state.pinned));
    if (!shown) return line.replaceChildren();
    const written = isOfLarge(state, shown) ? writeLargest(player, shown) : writeLine(state, shown);
    const count = light(player, grids, shown);
    terms = written.terms;
    line.replaceChildren(written.node, ...drawAfter(player, shown, count));
    keep();
  }
  function point(/** @type {Way} */ way, /** @type {Place | null} */ next) {
    const before = place();
    pointed[way] = next;
    if (!isSamePlace(before, place())) refresh();
  }
  function attach(/** @type {Grid[]} */ made) {
    grids = made;
    Object.assign(pointed, { hovered: null, focused: null });
    refresh();
  }
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "pinned", "explored")) refresh();
  });
  listen(player, numbers, point);
  line.addEventListener("pointerover", (event) => warm(grids, termAt(event.target, terms)));
  line.addEventListener("pointerleave", () => warm(grids, []));
  return { element: line, attach, refresh, keep };
}

/**
 * @param {Player} player
 * @param {HTMLElement} numbers
 * @param {(way: Way, next: Place | null) => void} point
 */
function listen(player, numbers, point) {
  // When the drawer opens, other cells move under a resting mouse; they are not pointed at.
  let rests = { x: NaN, y: NaN };
  numbers.addEventListener("pointerover", (event) => {
    if (event.clientX !== rests.x || event.clientY !== rests.y) point("hovered", placeAt(event.target));
  });
  numbers.addEventListener("pointerleave", () => point("hovered", null));
  numbers.addEventListener("focusin", (event) => point("focused", placeAt(event.target)));
  numbers.addEventListener("focusout", () => point("focused", null));
  // A click leaves the focus where it is, unless it edits.
  numbers.addEventListener("mousedown", (event) => isRead(event.target) && event.preventDefault());
  numbers.addEventListener("click", (event) => {
    rests = { x: event.clientX, y: event.clientY };
    handleClick(player, event.target);
  });
  numbers.addEventListener("keydown", (event) => {
    const place = placeAt(event.target);
    const opens = isRead(event.target) ? ["Enter", " ", "e"] : ["e"];
    if (!place || event.ctrlKey || event.metaKey || event.altKey || !opens.includes(event.key)) return;
    event.preventDefault();
    toggleExplored(player, place);
  });
}

/**
 * Open the tree of a computed entry, on a phone its sum; an input is edited in its cell and stays pinned meanwhile.
 * @param {Player} player
 * @param {EventTarget | null} target
 */
function handleClick(player, target) {
  const place = placeAt(target);
  if (!place) return;
  if (isRead(target)) (isNarrow() ? togglePinned : toggleExplored)(player, place);
  else if (!isSamePlace(place, player.store.state.pinned)) player.store.set({ pinned: place, playing: false });
}

/**
 * Open the drawer for an entry, or close it if it shows that entry.
 * @param {Player} player
 * @param {Place} place
 */
function toggleExplored(player, place) {
  const { pinned, explored } = player.store.state;
  if (isOfLarge(player.store.state, place)) togglePinned(player, place);
  else if (explored && isSamePlace(place, pinned) && isSamePlace(place, explored))
    player.store.set({ pinned: null, explored: null });
  else explore(player, place);
}

/**
 * Keep the sum of an entry on screen, or let it go.
 * @param {Player} player
 * @param {Place} place
 */
function togglePinned({ store }, place) {
  const isPinned = isSamePlace(place, store.state.pinned);
  store.set({ pinned: isPinned ? null : place, explored: null, playing: false });
}

/**
 * Is the target a computed number, which is not editable?
 * @param {EventTarget | null} target
 */
function isRead(target) {
  return target instanceof Element && target.closest(`.grid:not(.editable) ${CELL}`) !== null;
}

/**
 * @param {EventTarget | null} target
 * @returns {Place | null}
 */
function placeAt(target) {
  const key = target instanceof Element ? target.closest(`${CELL}:not(.blank)`)?.getAttribute("data-key") : null;
  return key ? placeOf(key) : null;
}

/**
 * @param {Player} player
 * @param {number} count
 * @param {string} name
 */
function sayWhereItGoes(player, count, name) {
  if (count === 0) return player.text("explain.given_only");
  if (count === 1) return player.text("explain.given_one", { name });
  return player.text("explain.given", { count, name });
}

/**
 * Draw what stands after the sum: where an input goes, and for a pinned entry the ways to look deeper.
 * @param {Player} player
 * @param {Place} place
 * @param {number} count of the entries of the result that read it
 */
function drawAfter(player, place, count) {
  const { state } = player.store;
  const result = currentStep(state).name;
  const isGiven = nameOf(state, place.name).step === null;
  const goes = isGiven ? [sayWhereItGoes(player, count, result)] : [];
  const said = [...goes, ...remarks(player, place)].map((words) => el("span", { class: "hint" }, words));
  if (!isSamePlace(place, state.pinned) || state.explored || isOfLarge(state, place)) return said;
  const button = (/** @type {"tree" | "paths"} */ as, /** @type {string} */ words) => {
    const made = el("button", { type: "button", class: "control deeper" }, words);
    made.addEventListener("click", () => explore(player, place, as));
    return made;
  };
  const paths = button("paths", player.text("explain.paths"));
  return isGiven ? [...said, paths] : [...said, button("tree", player.text("explain.apart")), paths];
}

/**
 * @param {Player} player
 * @param {Grid[]} grids
 * @param {Place} place
 * @returns {number} number of entries of the result that read it
 */
function light(player, grids, place) {
  const { state } = player.store;
  const step = currentStep(state);
  const own = keyOf(place.name, place.row, place.col);
  const fed = place.name === step.name ? [] : readers(state, step, own);
  const read = isOfLarge(state, place) ? largestSources(state, place) : sourcesOf(state, place);
  for (const grid of grids) grid.light?.(grid.name === place.name ? [] : read);
  mark(grids, read, "lit");
  mark(grids, fed, "fed");
  mark(grids, [own], "goal");
  if (isSamePlace(place, state.pinned)) mark(grids, [own], "pinned");
  return fed.length;
}

/**
 * @param {Grid[]} grids
 * @param {string[]} keys
 * @param {string} as
 */
function mark(grids, keys, as) {
  for (const grid of grids) for (const key of keys) grid.cells.get(key)?.td.classList.add(as);
}

/** @param {Grid} grid */
function clear(grid) {
  grid.light?.([]);
  for (const td of grid.element.querySelectorAll(MARKS.map((name) => `.${name}`).join())) td.classList.remove(...MARKS);
}

/**
 * @param {EventTarget | null} target
 * @param {Map<Element, string[]>} terms
 */
function termAt(target, terms) {
  if (!(target instanceof Element)) return [];
  const term = target.closest(".term") ?? target.closest(".source");
  return (term && terms.get(term)) ?? [];
}

/**
 * @param {Grid[]} grids
 * @param {string[]} keys
 */
function warm(grids, keys) {
  for (const grid of grids) for (const old of grid.element.querySelectorAll(".warm")) old.classList.remove("warm");
  mark(grids, keys, "warm");
}
