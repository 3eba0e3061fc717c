/** Parts of large values that the server sent on request: stretches of entries, and the largest terms of an entry. */

import { matrixOf, summaryOf } from "./model.js";
import { askOnce } from "./questions.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Stretch} Stretch */
/** @typedef {import("./types.js").Origin} Origin */
/** @typedef {import("./types.js").Window} Window */
/**
 * @typedef {object} Fetched
 * @property {Map<string, Stretch>} stretches
 * @property {Map<string, Origin>} origins
 * @property {Set<string>} requested
 * @property {Set<string>} whole names of values whose entries are all here
 * @property {(() => void)[]} waiting for all entries of a value
 */

/** @type {WeakMap<object, Fetched>} */
const fetchedByValues = new WeakMap();
/** Milliseconds for which the pointer has to rest on an entry before its terms are requested. */
const REST = 90;

/** @param {State} state */
function fetchedFor({ data }) {
  /** @type {Fetched} */
  const fetched = fetchedByValues.get(data.values) ?? {
    stretches: new Map(),
    origins: new Map(),
    requested: new Set(),
    whole: new Set(),
    waiting: [],
  };
  fetchedByValues.set(data.values, fetched);
  return fetched;
}

/**
 * @param {string} name
 * @param {Window} window
 */
function windowKey(name, { row, col, rows, cols }) {
  return [name, row, col, rows, cols].join(":");
}

/**
 * Keep the parts of large values that are among answers.
 * @param {State} state
 * @param {Record<string, any>} answers by the keys of their questions
 */
export function keepLargeValues(state, answers) {
  for (const [key, answer] of Object.entries(answers)) {
    if (answer && key.startsWith("stretch:")) keepStretch(state, answer);
    if (answer && key.startsWith("origin:")) keepOrigin(state, answer);
    if (answer && key.startsWith("entries:")) keepEntries(state, answer);
  }
}

/**
 * @param {State} state
 * @param {{name: string, cells: import("./types.js").Cell[][]}} answer
 */
function keepEntries(state, { name, cells }) {
  const fetched = fetchedFor(state);
  fetched.whole.add(name);
  if (summaryOf(state, name)) Object.assign(matrixOf(state, name).cells, cells);
  for (const tell of fetched.waiting.splice(0)) tell();
}

/**
 * Tell whether all entries of a large value are here.
 * @param {State} state
 * @param {string} name
 */
export function hasAllEntries(state, name) {
  return fetchedFor(state).whole.has(name);
}

/**
 * Fetch all entries of a large value.
 * @param {Player} player
 * @param {string} name
 * @param {() => void} tell that they are here
 */
export function requestEntries(player, name, tell) {
  fetchedFor(player.store.state).waiting.push(tell);
  requestOnce(player, `entries:${name}`, () => askOnce(player, "entries", { name }));
}

/**
 * @param {State} state
 * @param {Stretch} stretch
 */
function keepStretch(state, stretch) {
  fetchedFor(state).stretches.set(windowKey(stretch.name, stretch), stretch);
  for (const [i, cells] of (stretch.cells ?? []).entries())
    for (const [j, cell] of cells.entries()) setCell(state, stretch.name, stretch.row + i, stretch.col + j, cell);
}

/**
 * @param {State} state
 * @param {Origin} origin
 */
function keepOrigin(state, origin) {
  fetchedFor(state).origins.set(`${origin.name}:${origin.row}:${origin.col}`, origin);
  setCell(state, origin.name, origin.row, origin.col, origin.value);
  for (const [key, cell] of Object.entries(origin.cells)) {
    const [name = "", row, col] = key.split(":");
    setCell(state, name, Number(row), Number(col), cell);
  }
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 * @param {import("./types.js").Cell} cell
 */
function setCell(state, name, row, col, cell) {
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
  return fetchedFor(state).stretches.get(windowKey(name, window)) ?? null;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
export function originOf(state, name, row, col) {
  return fetchedFor(state).origins.get(`${name}:${row}:${col}`) ?? null;
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {Window} window
 */
export function requestStretch(player, name, window) {
  requestOnce(player, windowKey(name, window), () => askOnce(player, "stretch", { name, ...window }));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {Player} player
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
export function requestOrigin(player, name, row, col) {
  clearTimeout(timer);
  timer = setTimeout(
    () => requestOnce(player, `origin:${name}:${row}:${col}`, () => askOnce(player, "origin", { name, row, col })),
    REST,
  );
}

/**
 * Send a request once for the same numbers.
 * @param {Player} player
 * @param {string} key
 * @param {() => void} send
 */
function requestOnce(player, key, send) {
  const { requested } = fetchedFor(player.store.state);
  if (requested.has(key)) return;
  requested.add(key);
  send();
}
