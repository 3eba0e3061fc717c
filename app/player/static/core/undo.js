/** What can be undone and done again: in a lesson what was done there, else the network and what was typed into it. */

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").History} History */
/** @typedef {import("./types.js").Past} Past */
/** @typedef {import("./types.js").Work} Work */

const MOST = 200;
/** Letters of all that is kept, so that the browser can store it. */
const LONGEST = 1_000_000;
/** The changes that can be undone. */
const UNDOABLE = new Set(["edit", "update", "back", "reset", "preset", "design", "samples", "open"]);

/** @type {History} */
export const NOTHING = { past: [], future: [] };

/**
 * Remember the work before a change.
 * @param {History} history
 * @param {Change} change
 * @param {Work} before
 * @param {Work} after
 * @returns {History}
 */
export function remember(history, change, before, after) {
  if (!UNDOABLE.has(change.type) || lessonOf(before) !== lessonOf(after)) return history;
  const was = pastOf(before);
  if (JSON.stringify(was.part) === JSON.stringify(pastOf(after).part)) return history;
  return { past: within([...history.past, was]), future: [] };
}

/**
 * Undo or redo one change: the work that it leads to, and what can be undone then. Null if there is nothing.
 * @param {History} history
 * @param {"undo" | "redo"} way
 * @param {Work} work
 * @returns {{work: Work, history: History} | null}
 */
export function turnBack({ past, future }, way, work) {
  const [from, to] = way === "undo" ? [past, future] : [future, past];
  const found = from.findLastIndex(({ lesson }) => lesson === lessonOf(work));
  const entry = from[found];
  if (!entry) return null;
  const left = from.toSpliced(found, 1);
  const added = [...to, pastOf(work)];
  const history = way === "undo" ? { past: left, future: added } : { past: added, future: left };
  return { work: { ...work, ...entry.part }, history };
}

/**
 * @param {History} history
 * @param {Work} work
 */
export function canTurnBack({ past, future }, work) {
  const isHere = (/** @type {Past} */ { lesson }) => lesson === lessonOf(work);
  return { undo: past.some(isHere), redo: future.some(isHere) };
}

/** @param {Work} work */
function lessonOf({ place }) {
  return place?.lesson ?? "";
}

/**
 * @param {Work} work
 * @returns {Past}
 */
function pastOf(work) {
  const { place, design, iterations } = work;
  return { lesson: lessonOf(work), part: place ? { place } : { design, iterations } };
}

/**
 * Keep the newest, as many as there is place for.
 * @param {Past[]} past
 */
function within(past) {
  let room = LONGEST;
  const newest = past.slice(-MOST).toReversed();
  const tooMuch = newest.findIndex((entry) => (room -= JSON.stringify(entry).length) < 0);
  return (tooMuch < 0 ? newest : newest.slice(0, tooMuch)).toReversed();
}
