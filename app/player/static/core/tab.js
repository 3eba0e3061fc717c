/**
 * What is open in this tab of the browser: the work, what can be undone, what waits for an answer. It outlives the
 * player, which is built anew in another language or lesson, and a reload.
 */

import { CHECKING, addressOf, formerAddresses, openedQuery, shortened, showAddress } from "./address.js";
import { forgetAll, keepWith, readKept } from "./kept.js";
import { firstLanguage, languageOf } from "./language.js";
import { knownHere } from "./memory.js";
import { questionsOfChange, questionsToSend, settle } from "./questions.js";
import { BUILT } from "./receive.js";
import { createServer } from "./server.js";
import { NOTHING, canTurnBack, remember, turnBack } from "./undo.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Compared} Compared */
/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./types.js").Refused} Refused */
/** @typedef {import("./types.js").Request} Request */
/** @typedef {import("./types.js").Tab} Tab */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Work} Work */
/**
 * @typedef {object} Shown what the player tells the tab, and is told
 * @property {() => View | null} view as it is now; null before anything is shown
 * @property {() => boolean} isThere whether the player is on the page, whose address is its own then
 * @property {() => Compared} compared the numbers with which those that are shown are compared
 * @property {() => Kept["typing"]} typing what is typed in a cell and not taken yet
 * @property {(answer: Answer, change: Change | undefined) => void} answered
 * @property {() => string} failed the sentence for a server that failed without one
 * @property {() => string} unkept the sentence for a browser that has no room for the work
 * @property {() => void} asked a change is on its way
 * @property {() => void} changed something has waited for a while, was refused, or the server was lost or found
 */

const VERSION = 1;
/** Milliseconds until a change is shown as waiting; most are answered before, and painted once instead of twice. */
const SOON = 60;
/** Changes of the numbers that are seen: they belong to that iteration, whatever waits before them. */
const TYPED = new Set(["edit", "paste", "fill"]);

/** @param {Shown} shown */
export function openTab(shown) {
  const tab = begin(openedQuery());
  const server = createServer({
    compose: () => compose(tab, shown.view()),
    isOvertaken: ({ change }) => !change && tab.work !== null && tab.waiting.length > 0,
    take(request, answer, took) {
      settle(request.body.questions, took);
      take(tab, request, answer);
      shown.answered(answer, request.change);
      touch();
    },
    refuse(request, refused) {
      refuse(tab, request, refused.text ? refused : { ...refused, text: shown.failed() }, shown.view() !== null);
      shown.changed();
    },
    reach(lost) {
      tab.lost = lost;
      shown.changed();
    },
    hold(held) {
      tab.held = held;
      shown.changed();
    },
  });
  const link = () => addressOf(tab.address, shown.view() ?? {});
  const keep = keepWith(
    () => collect(tab, shown, link),
    () => {
      tab.said = [shown.unkept()];
      shown.changed();
    },
  );
  const address = showAddress(() => {
    // The way back and forward has an address already, and its work is on the way: to write one now would end it.
    if (!shown.isThere() || tab.waiting.length > 0) return null;
    if (tab.isAddressed) return tab.work ? shortened(link()) : null;
    // The server writes the address when the hand rests, not on the way of an edit.
    tab.wantsAddress = true;
    server.ask();
    return null;
  });
  /** Keep the work and show its address, soon. */
  function touch() {
    keep();
    address.soon();
  }
  function send(/** @type {Change} */ asked) {
    const isTyped = TYPED.has(asked.type);
    if (isTyped) stop();
    const change = isTyped ? { ...asked, iteration: tab.iteration } : asked;
    const { place } = tab.work ?? {};
    if (change.type === "stop" && place && shown.isThere())
      address.first(addressOf({ lesson: place.lesson, stop: place.stop }, shown.view() ?? {}));
    tab.waiting.push(change);
    server.ask();
    shown.asked();
    setTimeout(() => tab.waiting.includes(change) && shown.changed(), SOON);
    keep();
  }
  function speak(/** @type {string} */ lang) {
    tab.lang = lang;
    if (tab.work) tab.work = { ...tab.work, view: { ...tab.work.view, lang } };
    server.ask();
  }
  /** Forget everything that is stored on this computer, what waits and what is under way too, and begin anew. */
  function forget() {
    forgetAll();
    Object.assign(tab, { ...nothingOpen(), waiting: [{ type: "open", work: null }] });
    shown.changed();
    server.askAnew();
  }
  /**
   * Open what the address asks for when the player comes back to the page. Does it ask for anything? Else it goes on as
   * it was.
   */
  function arrive() {
    const asked = openedQuery();
    const lang = languageOf(asked.lang);
    if (lang) speak(lang);
    const asks = asksForWork(asked);
    if (asks) send(isLessonOnly(asked) ? lessonOf(asked) : { type: "open", work: null, query: asked });
    else touch();
    return asks;
  }
  // The browser's own way back and forward leads through lessons and stops.
  addEventListener("popstate", () => {
    if (!shown.isThere()) return;
    const { lesson, stop = "" } = openedQuery();
    if (lesson) send(lessonOf({ lesson, stop }));
    else if (tab.work?.place) send({ type: "leave" });
  });
  /** End a run where it is, if there is one: what is under way is answered, and nothing more is asked. */
  function stop() {
    if (!tab.waiting.some(({ type }) => type === "run")) return;
    const here = { to: tab.iteration };
    tab.waiting = tab.waiting.map((change) => (change.type === "run" ? { ...change, ...here } : change));
    shown.changed();
  }
  server.ask();
  const isBusy = () => tab.waiting.length > 0 || server.isAsking();
  return { tab, isBusy, touch, arrive, send, ask: server.ask, stop, link, speak, forget };
}

/** What a tab has in which nothing is open. */
function nothingOpen() {
  return {
    work: null,
    scene: "",
    iteration: 1,
    left: {},
    history: NOTHING,
    before: null,
    fields: { question: "", typed: {} },
    compared: { previous: null, base: null },
    typing: null,
  };
}

/**
 * Take up what this tab has kept, unless the address is another one: a link that was opened here wins. An address that
 * names a lesson and nothing else opens it in the work that is here.
 * @param {Record<string, string>} query
 * @returns {Tab}
 */
function begin(query) {
  const lang = firstLanguage(query.lang);
  const talk = {
    said: [],
    lost: false,
    held: false,
    lang,
    spoken: "",
    address: {},
    isAddressed: false,
    wantsAddress: true,
  };
  const fresh = { ...nothingOpen(), ...talk, query, waiting: [] };
  const kept = readKept();
  if (!kept) return fresh;
  if (kept.addresses.includes(location.search) || !asksForWork(query)) {
    const { work, scene, left, history, before, waiting, fields, compared, typing = null } = kept;
    const spoken = languageOf(query.lang) ?? kept.lang;
    return { ...fresh, work, scene, left, history, before, waiting, lang: spoken, fields, compared, typing };
  }
  if (!isLessonOnly(query)) return fresh;
  const { work, scene, left, history } = kept;
  return { ...fresh, work, scene, left, history, waiting: [...kept.waiting, lessonOf(query)] };
}

/**
 * Does an address ask for a work? One that names the language alone, or asks to check numbers, goes on with what is here.
 * @param {Record<string, string>} query
 */
function asksForWork(query) {
  return Object.entries(query).some(([key, value]) => key !== "lang" && !(key === "lens" && value === CHECKING.lens));
}

/** @param {Record<string, string>} query */
function isLessonOnly(query) {
  return "lesson" in query && Object.keys(query).every((key) => ["lesson", "stop", "lang"].includes(key));
}

/**
 * The change that opens the lesson of an address.
 * @param {Record<string, string>} query
 * @returns {Change}
 */
function lessonOf({ lesson = "", stop }) {
  return { type: "lesson", lesson, ...(stop && { stop }) };
}

/**
 * Write the next request: the change that has waited longest, and the questions without an answer.
 * @param {Tab} tab
 * @param {View | null} view
 * @returns {Request | null} null if there is nothing to ask
 */
function compose(tab, view) {
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

/**
 * Take the work of an answer: what was changed waits no longer, and can be undone.
 * @param {Tab} tab
 * @param {Request} request
 * @param {Answer} answer
 */
function take(tab, { change, history }, answer) {
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
  tab.work = answer.work;
  tab.iteration = answer.data.iteration;
  if (change) tab.isAddressed = false;
  const { address } = answer.answers;
  if (address) Object.assign(tab, { address, isAddressed: true, wantsAddress: false });
  tab.spoken = answer.data.lang;
  const shown = { work: tab.work, scene: tab.scene };
  if (!answer.data.practice) Object.assign(answer.data.can, canTurnBack(tab.history, shown));
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
function refuse(tab, { change, body }, { text }, isShown) {
  settle(body.questions, 0);
  tab.said = [text];
  if (change) tab.waiting.shift();
  // What this tab kept cannot be read: the address is what is left, and without it the toy problem.
  else if (!isShown && tab.work) tab.work = null;
  else if (!isShown && Object.keys(tab.query).length > 0) tab.query = {};
  else Object.assign(tab, { spoken: tab.lang, wantsAddress: false });
}

/**
 * @param {Tab} tab
 * @param {Shown} shown
 * @param {() => string} link
 * @returns {Kept | null}
 */
function collect(tab, shown, link) {
  const view = shown.view();
  if (!tab.work || !view) return null;
  const { scene, left, history, before, waiting, lang, fields } = tab;
  // The page may be left before its address is written, or after.
  const addresses = [...formerAddresses(), location.search, new URL(shortened(link())).search];
  const work = { ...tab.work, view };
  const [compared, typing] = [shown.compared(), shown.typing()];
  return { version: VERSION, work, scene, left, history, before, waiting, lang, fields, addresses, compared, typing };
}
