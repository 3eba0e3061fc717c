/**
 * What can be undone and done again: in a lesson what was typed into the scene, else the network and what was typed into
 * it.
 */

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").History} History */
/** @typedef {import("./types.js").Past} Past */
/** @typedef {import("./types.js").Work} Work */
/** @typedef {{work: Work, scene: string}} Shown a work, and the scene of the lesson that is shown; empty without one */

const MOST = 200;
/** Letters of all that is kept, so that the browser can store it. */
const LONGEST = 1_000_000;
/** The changes that can be undone. */
const UNDOABLE = new Set([
  "edit",
  "paste",
  "fill",
  "update",
  "run",
  "reset",
  "preset",
  "design",
  "written",
  "values",
  "samples",
  "open",
]);

/** @type {History} */
export const NOTHING = { past: [], future: [] };

/**
 * Remember what a change replaced. A work that was opened replaces everything. To show another iteration changes nothing;
 * a run that takes several answers is one change.
 * @param {History} history
 * @param {Change} change
 * @param {Shown} before
 * @param {Shown} after
 * @returns {History}
 */
export function remember(history, change, before, after) {
  if (!UNDOABLE.has(change.type)) return history;
  const partOf = change.type === "open" ? wholeOf : hereOf;
  const [was, is] = [partOf(before), partOf(after)];
  if (JSON.stringify(typedIn(was)) === JSON.stringify(typedIn(is))) return history;
  const to = change.type === "run" ? { to: change.to } : {};
  if (isSameRun(history.past.at(-1), whereOf(after), to)) return history;
  return { past: within([...history.past, { where: whereOf(after), part: was, ...to }]), future: [] };
}

/**
 * Take a part of a work without the iteration that is shown of it.
 * @param {Past["part"]} part
 * @returns {Past["part"]}
 */
function typedIn(part) {
  const place = part.place && { ...part.place, shown: {} };
  return { ...part, place, iteration: undefined, shown: undefined };
}

/**
 * @param {Past | undefined} newest
 * @param {string} where
 * @param {{to?: number}} run
 */
function isSameRun(newest, where, { to }) {
  return to !== undefined && newest?.to === to && newest.where === where;
}

/**
 * Undo or redo one change: the work that it leads to, and what can be undone then. Null if there is nothing, and while
 * something is practised.
 * @param {History} history
 * @param {"undo" | "redo"} way
 * @param {Shown} shown
 * @returns {{work: Work, history: History} | null}
 */
export function turnBack({ past, future }, way, shown) {
  const [from, to] = way === "undo" ? [past, future] : [future, past];
  const index = from.findLastIndex(({ where }) => where === whereOf(shown));
  const entry = from[index];
  if (!entry || shown.work.practice?.length) return null;
  const work = withPart(shown.work, entry.part);
  const isWhole = entry.part.place !== undefined;
  // What was opened is undone at the place that it had replaced.
  const where = isWhole ? whereOf({ work, scene: entry.part.scene ?? "" }) : entry.where;
  const left = from.toSpliced(index, 1);
  const added = [...to, { where, part: isWhole ? wholeOf(shown) : hereOf(shown) }];
  return { work, history: way === "undo" ? { past: left, future: added } : { past: added, future: left } };
}

/**
 * @param {History} history
 * @param {Shown} shown
 */
export function canTurnBack({ past, future }, shown) {
  const isHere = (/** @type {Past} */ { where }) => where === whereOf(shown);
  return { undo: past.some(isHere), redo: future.some(isHere) };
}

/**
 * Name the part whose changes are undone: each scene of a lesson, and the network, have their own.
 * @param {Shown} shown
 */
function whereOf({ work: { place }, scene }) {
  return place ? `${place.lesson} ${scene}` : "";
}

/**
 * @param {Shown} shown
 * @returns {Past["part"]}
 */
function hereOf({ work: { place, design, iterations, iteration }, scene }) {
  if (!place) return { design, iterations, iteration };
  return { scene, typed: place.scenes?.[scene] ?? null, shown: place.shown?.[scene] };
}

/**
 * @param {Shown} shown
 * @returns {Past["part"]}
 */
function wholeOf({ work: { place, design, iterations, iteration }, scene }) {
  return { design, iterations, iteration, place: place ?? null, scene };
}

/**
 * Put a part back into a work.
 * @param {Work} work
 * @param {Past["part"]} part
 * @returns {Work}
 */
function withPart({ place, ...work }, part) {
  const next = withNetwork(work, part);
  if (part.place !== undefined) return part.place ? { ...next, place: part.place } : next;
  if (!place || part.scene === undefined) return place ? { ...next, place } : next;
  const { shown: numbers, ...kept } = place;
  const scenes = withKey(place.scenes, part.scene, part.typed);
  const shown = withKey(numbers, part.scene, part.shown);
  return { ...next, place: { ...kept, scenes, ...(Object.keys(shown).length > 0 && { shown }) } };
}

/**
 * Copy a table with another value under a key, or without the key.
 * @template Value
 * @param {Record<string, Value> | undefined} table
 * @param {string} key
 * @param {Value | null | undefined} value
 * @returns {Record<string, Value>}
 */
function withKey(table, key, value) {
  const copy = { ...table };
  delete copy[key];
  return value === undefined || value === null ? copy : { ...copy, [key]: value };
}

/**
 * Put the network of a part back, and the iteration of it that was shown.
 * @param {Work} work
 * @param {Past["part"]} part
 * @returns {Work}
 */
function withNetwork({ iteration, ...work }, part) {
  if (!part.design || !part.iterations) return iteration === undefined ? work : { ...work, iteration };
  const { design, iterations } = part;
  return { ...work, design, iterations, ...(part.iteration !== undefined && { iteration: part.iteration }) };
}

/**
 * Keep the newest, as many as there is room for.
 * @param {Past[]} past
 */
function within(past) {
  let room = LONGEST;
  const newest = past.slice(-MOST).toReversed();
  const tooMuch = newest.findIndex((entry) => (room -= JSON.stringify(entry).length) < 0);
  return (tooMuch < 0 ? newest : newest.slice(0, tooMuch)).toReversed();
}
