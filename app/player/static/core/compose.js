/** Write the requests of a tab to the server. */

import { knownHere } from "./memory.js";
import { questionsOfChange, questionsToSend } from "./questions.js";
import { turnBack } from "./undo.js";

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Request} Request */
/** @typedef {import("./types.js").Tab} Tab */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Work} Work */

/** The version of the requests, and of what a tab keeps. */
export const VERSION = 1;

/**
 * Write the next request: the change that has waited longest, and the questions without an answer.
 * @param {Tab} tab
 * @param {View | null} view
 * @returns {Request | null} null if there is nothing to ask
 */
export function compose(tab, view) {
  const [change] = tab.waiting;
  const isOther = change !== undefined || tab.spoken !== tab.lang;
  const asked = isOther ? questionsOfChange() : questionsToSend();
  const questions = { ...asked, ...(tab.wantsAddress && { address: { kind: "address" } }) };
  if (!isOther && Object.keys(questions).length === 0) return null;
  const { work, history, changes } = turned(tab, change);
  const opened = change?.type === "open" ? (change.query ?? {}) : tab.query;
  // What is opened comes with its own view. The language that was chosen just now may not be in the view yet.
  const present = change?.type === "open" ? null : view;
  const chosen = tab.work?.view.lang;
  const looked = present && chosen ? { ...present, lang: chosen } : present;
  const started = work ? { work: looked ? { ...work, view: looked } : work } : { query: opened };
  // An undo is compared with the work that it leaves, mere questions with that before the last change. Another change
  // is compared with the work that it starts from, which the server has anyway.
  const before = history || !change ? (change ? tab.work : tab.before) : null;
  return {
    change,
    isOther,
    history,
    body: { version: VERSION, ...started, changes, questions, known: knownHere(tab.lang), before, lang: tab.lang },
  };
}

/**
 * The work that a change starts from, and what the server has to do to it: nothing for what the browser does itself.
 * @param {Tab} tab
 * @param {Change | undefined} change
 * @returns {{work: Work | null, history: Request["history"], changes: Change[]}}
 */
function turned(tab, change) {
  switch (change?.type) {
    case "undo":
    case "redo": {
      const turn = tab.work && turnBack(tab.history, change.type, { work: tab.work, scene: tab.scene });
      return { work: turn?.work ?? tab.work, history: turn?.history ?? tab.history, changes: [] };
    }
    case "open":
      return { work: change.work, history: null, changes: [] };
    case "lesson": {
      // What was done in the lesson before it was left is there again.
      const place = tab.left[change.lesson];
      const isThere = tab.work?.place?.lesson === change.lesson;
      return {
        work: tab.work && place && !isThere ? { ...tab.work, place } : tab.work,
        history: null,
        changes: [change],
      };
    }
    default:
      return { work: tab.work, history: null, changes: change ? [change] : [] };
  }
}
