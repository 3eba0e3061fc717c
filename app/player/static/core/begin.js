/** What a tab begins with: what its address asks for, or what it has kept. */

import { CHECKING } from "./address.js";
import { readKept } from "./kept.js";
import { firstLanguage, languageOf } from "./language.js";
import { askForStep } from "./memory.js";
import { NOTHING } from "./undo.js";

/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Tab} Tab */

/** What a tab has in which nothing is open. */
export function nothingOpen() {
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
 * names a place in a lesson and nothing else opens it in the work that is here.
 * @param {Record<string, string>} query
 * @returns {Tab}
 */
export function begin(query) {
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
export function asksForWork(query) {
  return Object.entries(query).some(([key, value]) => key !== "lang" && !(key === "lens" && value === CHECKING.lens));
}

/** @param {Record<string, string>} query */
export function isLessonOnly(query) {
  return "lesson" in query && Object.keys(query).every((key) => ["lesson", "stop", "step", "lang"].includes(key));
}

/**
 * The change that opens the lesson of an address, which may ask for a step to begin at.
 * @param {Record<string, string>} query
 * @returns {Change}
 */
export function lessonOf({ lesson = "", stop, step = "" }) {
  askForStep({ lesson, stop, step });
  return { type: "lesson", lesson, ...(stop && { stop }), ...(step && { step }) };
}
