/**
 * Questions to Python about the present numbers. An open question is answered again after every edit, until it is
 * closed.
 */

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {Record<string, string | number>} Question */

/**
 * The open questions by their kind, as they were sent.
 * @type {Map<string, string>}
 */
const open = new Map();

/**
 * @param {Player} player
 * @param {string} kind
 * @param {Question | null} question null to close the open question
 */
export function ask(player, kind, question) {
  const sent = question && JSON.stringify(question);
  if ((open.get(kind) ?? null) === sent && (!question || answerTo(player.store.state, kind, question))) return;
  if (sent) open.set(kind, sent);
  else open.delete(kind);
  player.send({ type: "ask", kind, question });
}

/**
 * Find the answer to a question; null while it is on its way.
 * @param {State} state
 * @param {string} kind
 * @param {Question} question
 * @returns {any}
 */
export function answerTo(state, kind, question) {
  const answer = state.data.answers?.[kind];
  if (!answer) return null;
  const { question: answered } = answer;
  return Object.entries(question).every(([key, value]) => answered[key] === value) ? answer : null;
}
