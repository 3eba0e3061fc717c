/** The search in all lessons: what has the words is listed while they are typed; the address holds them. */

import { el, updateText } from "../core/dom.js";
import { marked } from "../core/marked.js";
import { parametersOf } from "../core/parameters.js";
import { turnTo } from "../head/links.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("../lesson/contents.js").Hit} Hit */
/** @typedef {{found?: Hit[], error?: {text: string}}} Found */

/** As many characters as the server reads. */
const LONGEST = 60;
/** Milliseconds without a key after which is searched. */
const REST = 120;
/** The words in the address. */
const WORDS = "words";
/** Set on the document while something is looked for: the cards of the lessons then give way. */
const SEARCHING = "data-searching";

/**
 * @param {Page} page
 * @returns {HTMLElement[]}
 */
export function createSearch(page) {
  const name = page.text("lesson.search");
  const input = el("input", {
    type: "search",
    class: "boxed",
    maxlength: LONGEST,
    placeholder: name,
    "aria-label": name,
    autocomplete: "off",
    spellcheck: "false",
  });
  // Whole letters: one beyond U+FFFF is two characters here.
  input.value = [...(parametersOf()[WORDS] ?? "")].slice(0, LONGEST).join("");
  const places = { said: el("p", { role: "status" }), list: el("ol", {}) };
  let timer = 0;
  const search = () => void show(page, input.value.trim(), places);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, input.value.trim() ? REST : 0);
  });
  page.signal.addEventListener("abort", () => {
    clearTimeout(timer);
    document.documentElement.removeAttribute(SEARCHING);
  });
  search();
  const title = el("h1", {}, page.text("lessons.title"));
  return [el("section", { class: "search" }, title, input, places.said, places.list)];
}

/** The number of the last search: an answer to an earlier one comes too late. */
let asked = 0;

/**
 * @param {Page} page
 * @param {string} words
 * @param {{said: HTMLElement, list: HTMLElement}} places
 */
async function show(page, words, { said, list }) {
  const number = (asked += 1);
  keepInAddress(words);
  const answer = words ? await ask(page, words).catch(failed) : null;
  if (number !== asked || page.signal.aborted) return;
  document.documentElement.toggleAttribute(SEARCHING, words !== "");
  updateText(said, answer ? sayFound(page, answer) : "");
  list.replaceChildren(...(answer?.found ?? []).map((hit) => el("li", {}, drawHit(page, hit))));
}

/**
 * @param {unknown} reason
 * @returns {Found}
 */
function failed(reason) {
  console.error(reason);
  return {};
}

/**
 * Say how many there are: that is read out, and not all of them with every key.
 * @param {Page} page
 * @param {Found} answer
 */
function sayFound({ text }, { found, error }) {
  if (!found) return error?.text ?? text("formulas.failed");
  return found.length > 0 ? text("lessons.found", { count: found.length }) : text("lesson.nothing_found");
}

/** @param {string} words */
function keepInAddress(words) {
  const url = new URL(location.href);
  if ((parametersOf()[WORDS] ?? "") === words) return;
  if (words) url.searchParams.set(WORDS, words);
  else url.searchParams.delete(WORDS);
  history.replaceState(history.state, "", url);
}

/**
 * @param {Page} page
 * @param {string} words
 * @returns {Promise<Found>}
 */
async function ask({ given }, words) {
  const body = JSON.stringify({ words, lang: given.lang });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(new URL("search", document.baseURI), { method: "POST", headers, body });
  return answer.json();
}

/**
 * @param {Page} page
 * @param {Hit} hit
 */
function drawHit({ given }, { lesson, of, stop, step, where, title, text, marks }) {
  const query = new URLSearchParams({ lesson, stop, ...(step && { step }), lang: given.lang });
  const link = el("a", { href: new URL(`./?${query}`, document.baseURI).href });
  link.append(
    el("b", {}, ...marked(title, marks.title)),
    ...(text === title ? [] : marked(text, marks.text)),
    el("small", {}, `${of} · `, ...marked(where, marks.where)),
  );
  link.addEventListener("click", (event) => turnTo(event, link.href));
  return link;
}
