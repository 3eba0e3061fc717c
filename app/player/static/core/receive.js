/** Take an answer of the server into the state of the player. */

import { startAt } from "./cursor.js";
import { rememberLesson, rememberNumbers, rememberStructure } from "./memory.js";
import { keyOf } from "./model.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Content} Content */
/** @typedef {import("./types.js").Data} Data */
/** @typedef {import("./types.js").Refusal} Refusal */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {import("./types.js").Tab} Tab */
/** @typedef {{data: Data, structure: Structure, lesson: Content | null}} Received */

/** The changes after which the numbers before them can be compared. */
const EDITS = new Set(["edit", "paste", "fill", "undo", "redo", "reset"]);
/** The changes that the builder makes, and tells why one is refused. */
export const BUILT = new Set(["design", "written", "values"]);

/**
 * Complete an answer by what is known here: structure, numbers, words, lesson.
 * @param {Answer} answer
 * @param {Change | undefined} change
 * @returns {Received}
 */
export function complete({ data, answers, refused, remarks }, change) {
  const structure = rememberStructure(data);
  const lesson = rememberLesson(data);
  if (!structure || (data.lesson && !lesson) || !rememberNumbers(data)) throw new Error("an answer is not complete");
  const unbuilt = change && BUILT.has(change.type) ? refused[0] : undefined;
  if (data.design) {
    data.design.refused = unbuilt ? { field: unbuilt.path, text: unbuilt.text } : null;
    data.design.remarks = remarks ?? [];
  }
  // The address and the parts of large values are kept elsewhere: see `tab.js` and `large-values.js`.
  const open = Object.entries(answers).filter(([key]) => key !== "address" && !key.includes(":"));
  return { data: { ...data, answers: Object.fromEntries(open) }, structure, lesson };
}

/**
 * Make the state after an answer.
 * @param {State} state
 * @param {Received} received
 * @param {Change | undefined} change
 * @param {Answer} answer
 * @param {Tab} tab
 * @returns {Partial<State>}
 */
export function received(state, { data, structure }, change, answer, tab) {
  const next = { ...waitingOf(tab), work: answer.work, answered: change ? [change] : [] };
  if (!change && data.number === state.data.number && structure === state.structure)
    return { ...next, ...answeredTo(state, data.answers, answer) };
  const isOtherScene = structure !== state.structure || data.lesson?.scene !== state.data.lesson?.scene;
  const isOtherPlace =
    isOtherScene || data.iteration !== state.data.iteration || Boolean(data.practice) !== Boolean(state.data.practice);
  const place = placed(state, data, structure, change, tab, isOtherScene);
  return {
    ...next,
    data,
    structure,
    ...place,
    pinned: structure === state.structure && place.cursor === state.cursor ? state.pinned : null,
    ...(isOtherPlace
      ? { previous: null, overlay: state.overlay?.kind === "compare" ? null : state.overlay }
      : change && EDITS.has(change.type)
        ? { previous: state.data.values }
        : {}),
    explored: structure === state.structure ? state.explored : null,
    refused: refusalAfter(state, change, answer),
    unread: unreadAfter(isOtherScene ? new Map() : state.unread, change, answer),
  };
}

/**
 * Add answers to the data. An answer that tells nothing but the address leaves them the same object, so that nothing
 * is drawn again.
 * @param {State} state
 * @param {Data["answers"]} answers to the open questions
 * @param {Answer} answer
 * @returns {Partial<State>}
 */
function answeredTo({ data }, answers, answer) {
  if (Object.keys(answer.answers).every((key) => key === "address")) return {};
  return { data: { ...data, answers: { ...data.answers, ...answers } } };
}

/**
 * Find where the cursor stands after an answer. A new iteration begins at its first step, another scene at the step of the
 * lesson's stop.
 * @param {State} state
 * @param {Data} data
 * @param {Structure} structure
 * @param {Change | undefined} change
 * @param {Tab} tab
 * @param {boolean} isOtherScene
 */
function placed(state, data, structure, change, tab, isOtherScene) {
  const { cursor, focus } = state;
  const isStopWaiting = tab.waiting.some(({ type }) => type === "stop");
  const stop = isStopWaiting ? state.stop : (data.lesson?.stop ?? "");
  if (change?.type === "update") return { stop, focus, cursor: 0 };
  return isOtherScene || stop !== state.stop ? startAt(data, structure, state.lesson, stop) : { stop, focus, cursor };
}

/**
 * Collect what is refused after an answer. An edit of another cell leaves a refused number where it is: nobody may have seen it.
 * @param {State} state
 * @param {Change | undefined} change
 * @param {Answer} answer
 */
function refusalAfter({ refused }, change, answer) {
  if (!change) return refused;
  const isElsewhere =
    change.type === "edit" &&
    refused !== null &&
    keyOf(change.name, change.row, change.col) !== keyOf(refused.name, refused.row, refused.col);
  return refusalOf(change, answer) ?? (isElsewhere ? refused : null);
}

/**
 * Collect the texts that stay in their cells after an answer: what was refused comes to them, what was mended goes.
 * @param {State["unread"]} unread
 * @param {Change | undefined} change
 * @param {Answer} answer
 */
function unreadAfter(unread, change, answer) {
  if (change?.type === "reset") return new Map();
  if ((change?.type === "paste" || change?.type === "fill") && answer.refused.length === 0)
    return new Map([...unread].filter(([, { name }]) => name !== change.name));
  if (change?.type !== "edit") return unread;
  const next = new Map(unread);
  const refusal = refusalOf(change, answer);
  const key = keyOf(change.name, change.row, change.col);
  if (refusal) next.set(key, refusal);
  else next.delete(key);
  return next;
}

/**
 * @param {Change} change
 * @param {Answer} answer
 * @returns {Refusal | null}
 */
function refusalOf(change, { refused: [refused] }) {
  if (!refused || (change.type !== "edit" && change.type !== "paste")) return null;
  const { name, row = 0, col = 0 } = change;
  if (change.type === "edit") return { name, row, col, typed: change.typed, text: refused.text };
  return { name, row, col, typed: change.text, text: refused.text, pasted: change };
}

/**
 * Tell what waits for an answer, and what is said about it.
 * @param {Tab} tab
 * @returns {Pick<State, "pending" | "waits" | "runsTo" | "offline" | "held" | "said" | "fields">}
 */
export function waitingOf({ waiting, lost, held, said, fields }) {
  const run = waiting.find(({ type }) => type === "run");
  const runsTo = run?.type === "run" ? run.to : null;
  return { pending: pendingIn(waiting), waits: waiting.length, runsTo, offline: lost, held, said, fields };
}

/** Where nothing that was typed waits: always the same map, so that nothing is drawn again. @type {State["pending"]} */
const NOTHING_PENDING = new Map();

/**
 * What is typed and not answered yet, by the keys of the entries.
 * @param {Change[]} waiting
 * @returns {State["pending"]}
 */
function pendingIn(waiting) {
  /** @type {Map<string, string>} */
  const pending = new Map();
  for (const change of waiting) {
    if (change.type === "edit") pending.set(keyOf(change.name, change.row, change.col), change.typed);
    // What a paste comes to is for the server to say: see `matrix/clipboard.js`.
    if (change.type === "paste" || change.type === "fill") pending.set(change.name, "");
  }
  return pending.size > 0 ? pending : NOTHING_PENDING;
}
