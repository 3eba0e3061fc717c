/** A page that Streamlit draws, mounted in the element that Python has made: its row, and the room of formulas or the search in the lessons. */

import { el } from "../core/dom.js";
import { setLanguage } from "../core/language.js";
import { enableEscape } from "../core/layers.js";
import { turnToAddress } from "../core/page-address.js";
import { sheets } from "../core/sheets.js";
import { fillIn } from "../core/words.js";
import { drawOpened } from "../head/opened.js";
import { createFormulas } from "./formulas.js";
import { drawRow } from "./row.js";
import { createSearch } from "./search.js";
import { pageSheets } from "./style.js";

/**
 * @typedef {object} Given what Python tells
 * @property {"lessons" | "graph" | "formulas" | "train"} page
 * @property {"en" | "zh"} lang
 * @property {Record<string, string>} work the address of the work that the page shows
 * @property {Record<string, string>} words
 * @property {{examples: [string, string][], functions: string[]} | null} formulas
 */
/**
 * @typedef {object} Page what the parts of a page work with
 * @property {Given} given
 * @property {(key: string, values?: Record<string, string | number>) => string} text
 * @property {(lang: string) => void} speak
 * @property {AbortSignal} signal
 */

/** What ends the page that stands in an element. @type {WeakMap<ParentNode, AbortController>} */
const running = new WeakMap();

/**
 * Called again when Python tells something else, as in another language.
 * @param {{parentElement: ParentNode, data: Given}} mount
 * @returns {() => void}
 */
export default function mountPage({ parentElement, data }) {
  const place = parentElement.querySelector(".player");
  if (!place) throw new Error("no element of class player to mount in");
  running.get(parentElement)?.abort();
  const end = new AbortController();
  running.set(parentElement, end);
  if (parentElement instanceof ShadowRoot) parentElement.adoptedStyleSheets = [...sheets, ...pageSheets];
  const tag = data.lang === "zh" ? "zh-Hans" : "en";
  setLanguage(tag);
  enableEscape(end.signal);
  const page = { given: data, text: textOf(data), speak, signal: end.signal };
  const room = data.formulas
    ? [createFormulas(page, data.formulas)]
    : data.page === "lessons"
      ? createSearch(page)
      : [];
  place.replaceChildren(el("div", { class: "page", lang: tag }, drawRow(page), drawBanner(page), ...room));
  return () => end.abort();
}

/**
 * Draw what has to be said of the address, at the bottom: what is done first on these pages is at the top.
 * @param {Page} page
 */
function drawBanner(page) {
  return el("div", { class: "banner at-bottom" }, el("div", { class: "said", role: "status" }, ...drawOpened(page)));
}

/** @param {Given} given */
function textOf({ words }) {
  return (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
    fillIn(words[key] ?? key, values);
}

/**
 * Show the page in another language: Streamlit reads its address again, as after the browser's back button.
 * @param {string} lang
 */
function speak(lang) {
  turnToAddress((search) => search.set("lang", lang));
}
