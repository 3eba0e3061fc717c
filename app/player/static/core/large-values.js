/** What was fetched of values that are too large to be sent whole: stretches of entries, and where an entry comes from. */

import { matrixOf, summaryOf } from "./model.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Stretch} Stretch */
/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Window} Window */
/** @typedef {{stretches: Map<string, Stretch>, origins: Map<string, Origin>, asked: Set<string>}} Kept */

/** @type {WeakMap<object, Kept>} */
const kept = new WeakMap();
/** What moves over many entries asks for the one where it stops. */
const REST = 90;

/** @param {State} state */
function keptOf({ data }) {
  const known = kept.get(data.values) ?? { stretches: new Map(), origins: new Map(), asked: new Set() };
  kept.set(data.values, known);
  return known;
}

/**
 * @param {string} name
 * @param {Window} window
 */
function windowKey(name, { row, col, rows, cols }) {
  return [name, row, col, rows, cols].join(":");
}

/** @param {State} state */
export function keepLargeValues(state) {
  const known = keptOf(state);
  const { data } = state;
  for (const stretch of data.closer.stretches ?? []) {
    known.stretches.set(windowKey(stretch.name, stretch), stretch);
    for (const [i, cells] of (stretch.cells ?? []).entries())
      for (const [j, cell] of cells.entries()) put(state, stretch.name, stretch.row + i, stretch.col + j, cell);
  }
  const { origin } = data.closer;
  if (!origin) return;
  known.origins.set(`${origin.name}:${origin.row}:${origin.col}`, origin);
  put(state, origin.name, origin.row, origin.col, origin.value);
  for (const [key, cell] of Object.entries(origin.cells)) {
    const [name = "", row, col] = key.split(":");
    put(state, name, Number(row), Number(col), cell);
  }
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 * @param {import("./types.js").Cell} cell
 */
function put(state, name, row, col, cell) {
  if (!summaryOf(state, name)) return;
  const { cells } = matrixOf(state, name);
  const line = cells[row] ?? [];
  line[col] = cell;
  cells[row] = line;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {Window} window
 */
export function stretchOf(state, name, window) {
  return keptOf(state).stretches.get(windowKey(name, window)) ?? null;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
export function originOf(state, name, row, col) {
  return keptOf(state).origins.get(`${name}:${row}:${col}`) ?? null;
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {Window} window
 */
export function requestStretch(player, name, window) {
  once(player, windowKey(name, window), () => player.send({ type: "stretch", name, ...window }));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

/**
 * @param {Player} player
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
export function requestOrigin(player, name, row, col) {
  clearTimeout(resting);
  resting = setTimeout(
    () => once(player, `origin:${name}:${row}:${col}`, () => player.send({ type: "origin", name, row, col })),
    REST,
  );
}

/**
 * Asked for once for the same numbers.
 * @param {Player} player
 * @param {string} key
 * @param {() => void} ask
 */
function once(player, key, ask) {
  const { asked } = keptOf(player.store.state);
  if (asked.has(key)) return;
  asked.add(key);
  ask();
}
