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
const UNDOABLE = new Set(["edit", "paste", "fill", "update", "back", "reset", "preset", "design", "samples", "open"]);

/** @type {History} */
export const NOTHING = { past: [], future: [] };

/**
 * Remember what a change replaced. A work that was opened replaces everything.
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
  if (JSON.stringify(was) === JSON.stringify(is)) return history;
  return { past: within([...history.past, { where: whereOf(after), part: was }]), future: [] };
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
  const found = from.findLastIndex(({ where }) => where === whereOf(shown));
  const entry = from[found];
  if (!entry || shown.work.practice?.length) return null;
  const work = withPart(shown.work, entry.part);
  const isWhole = entry.part.place !== undefined;
  // What was opened is undone at the place that it had replaced.
  const where = isWhole ? whereOf({ work, scene: entry.part.scene ?? "" }) : entry.where;
  const left = from.toSpliced(found, 1);
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
 * Each scene of a lesson, and the network, have changes of their own.
 * @param {Shown} shown
 */
function whereOf({ work: { place }, scene }) {
  return place ? `${place.lesson} ${scene}` : "";
}

/**
 * @param {Shown} shown
 * @returns {Past["part"]}
 */
function hereOf({ work: { place, design, iterations }, scene }) {
  return place ? { scene, typed: place.scenes?.[scene] ?? null } : { design, iterations };
}

/**
 * @param {Shown} shown
 * @returns {Past["part"]}
 */
function wholeOf({ work: { place, design, iterations }, scene }) {
  return { design, iterations, place: place ?? null, scene };
}

/**
 * Put a part back into a work.
 * @param {Work} work
 * @param {Past["part"]} part
 * @returns {Work}
 */
function withPart({ place, ...work }, { design = work.design, iterations = work.iterations, ...part }) {
  const next = { ...work, design, iterations };
  if (part.place !== undefined) return part.place ? { ...next, place: part.place } : next;
  if (!place || part.scene === undefined) return place ? { ...next, place } : next;
  const scenes = { ...place.scenes };
  delete scenes[part.scene];
  if (part.typed) scenes[part.scene] = part.typed;
  return { ...next, place: { ...place, scenes } };
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
