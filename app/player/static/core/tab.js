/**
 * What is open in this tab of the browser: the work, what can be undone, what waits for an answer. It outlives the
 * player, which is built anew in another language or lesson, and a reload.
 */

import { addressOf, formerAddresses, shortened, showAddress } from "./address.js";
import { askAhead, expectNothing } from "./asked-ahead.js";
import { asksForWork, begin, isLessonOnly, lessonOf, nothingOpen } from "./begin.js";
import { VERSION, compose } from "./compose.js";
import { forgetAll, keepWith } from "./kept.js";
import { languageOf } from "./language.js";
import { parametersOf } from "./parameters.js";
import { awaitAddress } from "./present-link.js";
import { settle } from "./questions.js";
import { createServer } from "./server.js";
import { inLanguage, refuse, take } from "./take.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Compared} Compared */
/** @typedef {import("./types.js").Kept} Kept */
/** @typedef {import("./types.js").Tab} Tab */
/** @typedef {import("./types.js").View} View */
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

/** Milliseconds until a change is shown as waiting; most are answered before, and painted once instead of twice. */
const SOON = 60;
/** Changes of the numbers that are seen: they belong to that iteration, whatever waits before them. */
const TYPED = new Set(["edit", "paste", "fill"]);

/** @param {Shown} shown */
export function openTab(shown) {
  const tab = begin(parametersOf());
  const server = createServer({
    compose: () => compose(tab, shown.view()),
    isOvertaken: ({ change }) => !change && tab.work !== null && tab.waiting.length > 0,
    take(request, answer, took) {
      settle(request.body.questions, took, request.isOther);
      take(tab, request, answer);
      shown.answered(answer, request.change);
      awaited.look();
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
  const awaited = awaitAddress(tab, server.ask);
  /** Write the link of what has been done up to now; null if the server does not answer. */
  const presentLink = async () => ((await awaited.present()) ? link() : null);
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
  /** Ask ahead for the answer to a change that is likely to come next. */
  function expect(/** @type {Change} */ asked) {
    askAhead(() => {
      if (isBusy() || tab.lost || tab.held) return null;
      const request = compose({ ...tab, waiting: [placed(asked)], wantsAddress: false }, shown.view());
      return request && JSON.stringify(request.body);
    });
  }
  const placed = (/** @type {Change} */ asked) =>
    TYPED.has(asked.type) ? { ...asked, iteration: tab.iteration } : asked;
  function send(/** @type {Change} */ asked) {
    expectNothing();
    const change = placed(asked);
    if (TYPED.has(asked.type)) stop();
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
    if (tab.work) tab.work = inLanguage(tab.work, lang);
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
    const asked = parametersOf();
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
    const { lesson, stop = "" } = parametersOf();
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
  return { tab, isBusy, touch, arrive, send, expect, ask: server.ask, stop, link, presentLink, speak, forget };
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
  // A language that was chosen just now may not be in the view yet.
  const work = { ...tab.work, view: { ...view, lang: tab.work.view.lang || view.lang } };
  const [compared, typing] = [shown.compared(), shown.typing()];
  return { version: VERSION, work, scene, left, history, before, waiting, lang, fields, addresses, compared, typing };
}
