/**
 * What the person wants from Python. Streamlit may drop all but the last of several triggers of one run,
 * so each carries every wish that was not answered yet.
 */

/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Wish} Wish */

/** @type {Event[]} */
let waiting = [];
let lastId = 0;

/**
 * @param {Wish} wish
 * @returns {Event[]} everything that waits for an answer
 */
export function enqueue(wish) {
  lastId += 1;
  waiting.push({ ...wish, id: lastId });
  return [...waiting];
}

/** @returns {Event[]} everything that waits for an answer */
export function unanswered() {
  return [...waiting];
}

/**
 * @param {number} id the last event that Python handled
 * @returns {Event[]} the ones that this answers
 */
export function acknowledge(id) {
  const answered = waiting.filter((event) => event.id <= id);
  waiting = waiting.filter((event) => event.id > id);
  lastId = Math.max(lastId, id);
  return answered;
}

/** Is Python still to hear of another stop? */
export function isStopWaiting() {
  return waiting.some(({ type }) => type === "stop");
}

/**
 * The edits that still wait, as the cells show them.
 * @param {(name: string, row: number, col: number) => string} keyOf
 */
export function pendingEdits(keyOf) {
  /** @type {Map<string, string>} */
  const pending = new Map();
  for (const event of waiting)
    if (event.type === "edit") pending.set(keyOf(event.name, event.row, event.col), event.typed);
  return pending;
}
