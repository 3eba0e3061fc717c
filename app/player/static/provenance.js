/** Point at an entry of the result: the entries that made it light up, and their sum is written out. */

import { el, keepFocus } from "./dom.js";
import { operator, sources, writeOut } from "./entries.js";
import { cellOf, currentStep, keyOf, placeOf } from "./model.js";
import { format, isExact } from "./numbers.js";
import { touchEntry } from "./see/touch.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {{row: number, col: number}} Entry */

/** How many characters fit before the sum is set smaller. */
const LONG = 90;

/**
 * @param {Player} player
 */
export function createProvenance(player) {
  const line = el("div", { class: "written" });
  /** @type {Grid[]} */
  let grids = [];
  /** @type {Map<Element, string[]>} */
  let terms = new Map();
  /** @type {{hovered: Entry | null, focused: Entry | null}} */
  const seen = { hovered: null, focused: null };

  function refresh() {
    const { state } = player.store, entry = seen.hovered ?? seen.focused ?? state.pinned;
    for (const grid of grids) clear(grid);
    terms = new Map();
    touchEntry(player, entry && keyOf(currentStep(state).name, entry.row, entry.col));
    if (!currentStep(state).entry) return line.replaceChildren();
    if (!entry) return line.replaceChildren(el("span", { class: "hint" }, player.text("hint")));
    terms = writeEntry(player, line, entry);
    light(player, grids, entry);
  }
  function see(/** @type {"hovered" | "focused"} */ way, /** @type {globalThis.Event} */ event) {
    const next = entryAt(event.target);
    if (same(seen[way], next)) return;
    seen[way] = next;
    refresh();
  }
  function forget(/** @type {"hovered" | "focused"} */ way) {
    if (seen[way] === null) return;
    seen[way] = null;
    refresh();
  }
  function attach(/** @type {Grid[]} */ made) {
    grids = made;
    Object.assign(seen, { hovered: null, focused: null });
    const table = made.at(-1)?.element.querySelector("table");
    if (table) listen(player, table, see, forget);
    refresh();
  }
  player.store.subscribe((state, before) => {
    if (state.pinned !== before.pinned) refresh();
  });
  line.addEventListener("pointerover", (event) => warm(grids, termAt(event.target, terms)));
  line.addEventListener("pointerleave", () => warm(grids, []));
  return { element: line, attach, refresh };
}

/**
 * @param {Player} player
 * @param {HTMLTableElement} table
 * @param {(way: "hovered" | "focused", event: globalThis.Event) => void} see
 * @param {(way: "hovered" | "focused") => void} forget
 */
function listen(player, table, see, forget) {
  keepFocus(table);
  table.addEventListener("pointerover", (event) => see("hovered", event));
  table.addEventListener("pointerleave", () => forget("hovered"));
  table.addEventListener("focusin", (event) => see("focused", event));
  table.addEventListener("focusout", () => forget("focused"));
  table.addEventListener("click", (event) => pin(player, entryAt(event.target)));
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pin(player, entryAt(event.target));
  });
}

/**
 * @param {Player} player
 * @param {Entry | null} entry
 */
function pin(player, entry) {
  player.store.set({ pinned: same(entry, player.store.state.pinned) ? null : entry, playing: false });
}

/**
 * @param {Entry | null} one
 * @param {Entry | null} other
 */
function same(one, other) {
  return one?.row === other?.row && one?.col === other?.col;
}

/**
 * @param {EventTarget | null} target
 * @returns {Entry | null}
 */
function entryAt(target) {
  const key = target instanceof Element ? target.closest("td[data-key]:not(.blank)")?.getAttribute("data-key") : null;
  if (!key) return null;
  const { row, col } = placeOf(key);
  return { row, col };
}

/**
 * @param {Player} player
 * @param {HTMLElement} line
 * @param {Entry} entry
 */
function writeEntry(player, line, { row, col }) {
  const { state } = player.store, step = currentStep(state);
  if (!step.entry) return new Map();
  const cell = cellOf(state, step.name, row, col), text = format(cell);
  const written = writeOut(state, step.entry, { i: row, j: col });
  const equals = written.isExact && isExact(cell, text) ? "=" : "≈";
  const isLong = (written.node.textContent?.length ?? 0) > LONG;
  line.replaceChildren(el("span", { class: isLong ? "expression long" : "expression" }, written.node, operator(equals), el("b", { title: String(cell) }, text)));
  return written.terms;
}

/**
 * @param {Player} player
 * @param {Grid[]} grids
 * @param {Entry} entry
 */
function light(player, grids, { row, col }) {
  const { state } = player.store, step = currentStep(state);
  const keys = step.entry ? sources(step.entry, { i: row, j: col }) : [];
  for (const grid of grids.slice(0, -1)) for (const key of keys) grid.cells.get(key)?.td.classList.add("lit");
  const goal = grids.at(-1)?.cells.get(keyOf(step.name, row, col))?.td;
  goal?.classList.add("goal");
  goal?.classList.toggle("pinned", same(state.pinned, { row, col }));
}

/** @param {Grid} grid */
function clear(grid) {
  for (const td of grid.element.querySelectorAll(".lit, .goal, .warm")) td.classList.remove("lit", "goal", "warm", "pinned");
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
  for (const grid of grids) {
    for (const old of grid.element.querySelectorAll(".warm")) old.classList.remove("warm");
    for (const key of keys) grid.cells.get(key)?.td.classList.add("warm");
  }
}
