/**
 * Questions to the server about the present numbers. An open question is answered again after every change, until it is
 * closed; what is asked once is answered once.
 */

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").State} State */
/** @typedef {Record<string, unknown>} Question */

/** So many of what is asked once go with one request. */
const MOST = 16;
/** Milliseconds from which on an answer is slow: the numbers of an edit do not wait for such a question. */
const SLOW = 150;

/** The open questions by their kind. @type {Map<string, {question: Question, isNew: boolean}>} */
const open = new Map();
/** The kinds whose last answer was slow. @type {Set<string>} */
const slow = new Set();
/** What is asked once, by a key that tells it from others. @type {Map<string, Question>} */
const once = new Map();
let count = 0;

/**
 * @param {Player} player
 * @param {string} kind
 * @param {Question | null} question null to close the open question
 */
export function ask(player, kind, question) {
  const present = open.get(kind)?.question;
  if (!question) open.delete(kind);
  if (!question || JSON.stringify(present) === JSON.stringify(question)) return;
  open.set(kind, { question, isNew: true });
  player.ask();
}

/**
 * @param {Player} player
 * @param {string} kind
 * @param {Question} question
 */
export function askOnce(player, kind, question) {
  once.set(`${kind}:${(count += 1)}`, { kind, ...question });
  player.ask();
}

/**
 * The questions for the next request, by their keys.
 * @returns {Record<string, Question>}
 */
export function questionsToSend() {
  return requestOf([...open].filter(([, { isNew }]) => isNew));
}

/**
 * @param {[string, {question: Question}][]} asked the open questions that are sent
 * @returns {Record<string, Question>}
 */
function requestOf(asked) {
  const kinds = asked.map(([kind, { question }]) => [kind, { kind, ...question }]);
  return Object.fromEntries([...kinds, ...[...once].slice(0, MOST)]);
}

/**
 * The questions that go with a change: all that are open, since the numbers will be others; those whose answer is slow
 * are asked afterwards.
 */
export function questionsOfChange() {
  return requestOf([...open].filter(([kind]) => !slow.has(kind)));
}

/**
 * Do not send these questions again: they are answered, or cannot be. Where the numbers or the words are others now,
 * all other open questions are to be asked again.
 * @param {Record<string, Question>} questions
 * @param {number} took milliseconds until the answer
 * @param {boolean} [isOther] whether the answer was one to `questionsOfChange`
 */
export function settle(questions, took, isOther = false) {
  if (isOther) for (const known of open.values()) known.isNew = true;
  for (const [key, question] of Object.entries(questions)) {
    if (once.get(key) === question) once.delete(key);
    const known = open.get(key);
    if (known && JSON.stringify({ kind: key, ...known.question }) === JSON.stringify(question)) known.isNew = false;
    if (known && took > SLOW) slow.add(key);
    else slow.delete(key);
  }
}

/** Close all questions: the player that asked them is gone. */
export function closeQuestions() {
  open.clear();
  once.clear();
}

/**
 * Find the answer to a question; null while it is on its way.
 * @param {State} state
 * @param {string} kind
 * @param {Question} question
 * @returns {any}
 */
export function answerTo(state, kind, question) {
  const answer = state.data.answers[kind];
  if (!answer) return null;
  const { question: answered } = answer;
  return Object.entries(question).every(([key, value]) => answered[key] === value) ? answer : null;
}
