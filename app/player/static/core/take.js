/** Take into a tab what the server answers to its requests. */

import { settle } from "./questions.js";
import { BUILT } from "./receive.js";
import { canTurnBack, remember } from "./undo.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Refused} Refused */
/** @typedef {import("./types.js").Request} Request */
/** @typedef {import("./types.js").Tab} Tab */
/** @typedef {import("./types.js").Work} Work */

/**
 * Take the work of an answer: what was changed waits no longer, and can be undone.
 * @param {Tab} tab
 * @param {Request} request
 * @param {Answer} answer
 */
export function take(tab, { change, history, body }, answer) {
  if (change) {
    if (!goesOn(tab, answer)) tab.waiting.shift();
    tab.history = history ?? remembered(tab, change, answer);
    // After a reset the numbers are as they came: none of them is marked.
    tab.before = change.type === "reset" ? null : tab.work;
  }
  const { place } = tab.work ?? {};
  if (change?.type === "open") tab.left = {};
  else if (place) tab.left = { ...tab.left, [place.lesson]: place };
  tab.scene = answer.data.lesson?.scene ?? "";
  tab.said = [
    ...(tab.work ? [] : tab.said),
    ...answer.said,
    ...answer.refused.filter(() => !isToldThere(change)).map(({ text }) => text),
  ];
  // A language that was chosen while this was asked in another one stays chosen.
  const isSpokenSince = tab.lang !== body.lang;
  tab.work = isSpokenSince ? inLanguage(answer.work, tab.lang) : answer.work;
  tab.iteration = answer.data.iteration;
  if (change) tab.isAddressed = false;
  const { address } = answer.answers;
  if (address) Object.assign(tab, { address, isAddressed: true, wantsAddress: false });
  tab.spoken = answer.data.lang;
  const shown = { work: tab.work, scene: tab.scene };
  if (!answer.data.practice) Object.assign(answer.data.can, canTurnBack(tab.history, shown));
}

/**
 * A work that is looked at in a language.
 * @param {Work} work
 * @param {string} lang
 * @returns {Work}
 */
export function inLanguage(work, lang) {
  return { ...work, view: { ...work.view, lang } };
}

/**
 * Does the change that was answered go on? A long run takes several answers: the server goes as far as it soon comes.
 * @param {Tab} tab
 * @param {Answer} answer
 */
function goesOn({ waiting: [change], iteration }, { refused, data }) {
  const isOnward = data.iteration > iteration && data.can.update && refused.length === 0;
  return change?.type === "run" && isOnward && data.iteration < change.to;
}

/**
 * What can be undone after a change that was answered.
 * @param {Tab} tab
 * @param {Change} change
 * @param {Answer} answer
 */
function remembered({ history, work, scene }, change, answer) {
  if (!work) return history;
  return remember(history, change, { work, scene }, { work: answer.work, scene: answer.data.lesson?.scene ?? "" });
}

/** The changes that are refused at a matrix or in the builder. */
const TOLD_THERE = new Set([...BUILT, "edit", "paste"]);

/**
 * Is a change that is refused told where it was made, at a matrix or in the builder?
 * @param {Change | undefined} change
 */
function isToldThere(change) {
  return change !== undefined && TOLD_THERE.has(change.type);
}

/**
 * Go on without what was refused, and say why.
 * @param {Tab} tab
 * @param {Request} request
 * @param {Refused} refused
 * @param {boolean} isShown whether a work is shown already
 */
export function refuse(tab, { change, body }, { text }, isShown) {
  settle(body.questions, 0);
  tab.said = [text];
  if (change) tab.waiting.shift();
  // What this tab kept cannot be read: the address is what is left, and without it the toy problem.
  else if (!isShown && tab.work) tab.work = null;
  else if (!isShown && Object.keys(tab.query).length > 0) tab.query = {};
  else Object.assign(tab, { spoken: tab.lang, wantsAddress: false });
}
