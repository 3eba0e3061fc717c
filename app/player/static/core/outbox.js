/**
 * Messages to Python that wait for an answer. Streamlit may drop all but the last of several triggers of one run, so
 * each trigger carries every message that was not answered yet.
 */

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Request} Request */

/** @type {Message[]} */
let waiting = [];
let lastId = 0;

/**
 * @param {Request} request
 * @returns {Message[]} all messages that wait for an answer
 */
export function enqueue(request) {
  lastId += 1;
  waiting.push({ ...request, id: lastId });
  return [...waiting];
}

/** @returns {Message[]} all messages that wait for an answer */
export function unanswered() {
  return [...waiting];
}

/**
 * @param {number} id the last message that Python handled
 * @returns {Message[]} the messages that are answered now
 */
export function acknowledge(id) {
  const answered = waiting.filter((message) => message.id <= id);
  waiting = waiting.filter((message) => message.id > id);
  lastId = Math.max(lastId, id);
  return answered;
}

/** Does a change of the lesson's stop still wait for an answer? */
export function isStopWaiting() {
  return waiting.some(({ type }) => type === "stop");
}

/**
 * The edits that wait for an answer, by their cells.
 * @param {(name: string, row: number, col: number) => string} keyOf
 */
export function pendingEdits(keyOf) {
  /** @type {Map<string, string>} */
  const pending = new Map();
  for (const message of waiting)
    if (message.type === "edit") pending.set(keyOf(message.name, message.row, message.col), message.typed);
  return pending;
}
