/** The contents of a lesson: all stops with their sections, and a search that goes over the other lessons too. */

import { el } from "../core/dom.js";
import { opened } from "../core/layers.js";
import { marked } from "../core/marked.js";
import { askForStep } from "../core/memory.js";
import { answerTo, ask } from "../core/questions.js";
import { currentStop, goToStop, numberOf, stops } from "./stops.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/marked.js").Spot} Spot */
/**
 * @typedef {object} Hit a stop that was found; `step` is the value that a printed number belongs to, or empty
 * @property {string} lesson
 * @property {string} of the title of the lesson
 * @property {string} stop
 * @property {string} step
 * @property {string} where
 * @property {string} title
 * @property {string} text
 * @property {{where: Spot[], title: Spot[], text: Spot[]}} marks what was found in each
 */

/** As many characters as the server reads. */
const LONGEST = 60;
/** Milliseconds without a key after which is searched. */
const REST = 150;

/**
 * Make the list of all stops, which is drawn when it is opened.
 * @param {Player} player
 */
export function createContents(player) {
  const summary = el("summary", {});
  const input = el("input", {
    type: "search",
    class: "boxed",
    maxlength: LONGEST,
    autocomplete: "off",
    spellcheck: "false",
  });
  input.placeholder = say(player, "search");
  input.setAttribute("aria-label", say(player, "search"));
  const found = el("div", { class: "found-stops", "aria-live": "polite" });
  const details = el("details", { class: "all" }, summary, el("div", { class: "contents" }, input, found));
  const close = () => (details.open = false);
  const words = () => input.value.trim();
  const draw = () => {
    if (!details.open) return;
    const list = words() ? drawHits(player, words(), close) : [drawStops(player, close)];
    if (list) found.replaceChildren(...list);
    if (!words()) found.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  };
  searchWhenTyped(player, input, draw);
  /** @type {() => void} */
  let closed = () => undefined;
  details.addEventListener("toggle", () => {
    closed();
    if (details.open) closed = opened(close, summary);
    else ask(player, "search", null);
    draw();
  });
  player.signal.addEventListener("abort", () => closed());
  const stop = player.store.subscribe((state, before) => state.data !== before.data && words() && draw());
  player.signal.addEventListener("abort", stop);
  let number = 0;
  const show = () => {
    const { state } = player.store;
    if (number === numberOf(state)) return;
    number = numberOf(state);
    summary.textContent = say(player, "stop", { number, of: stops(state).length });
    close();
  };
  return { element: details, show };
}

/**
 * @param {Player} player
 * @param {HTMLInputElement} input
 * @param {() => void} draw
 */
function searchWhenTyped(player, input, draw) {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const words = input.value.trim();
    if (!words) return draw();
    timer = setTimeout(() => ask(player, "search", { words }), REST);
  });
  player.signal.addEventListener("abort", () => clearTimeout(timer));
}

/**
 * @param {Player} player
 * @param {() => void} close
 */
function drawStops(player, close) {
  const { state } = player.store;
  const here = currentStop(state);
  const rows = stops(state).map(({ id, where, title }, index) => {
    const row = drawRow({ number: String(index + 1), title: [title], where: [where] }, () => {
      close();
      goToStop(player, id);
    });
    if (id === here.id) row.setAttribute("aria-current", "step");
    return el("li", {}, row);
  });
  return el("ol", {}, ...rows);
}

/**
 * Draw what was found: in this lesson first, then in the others; null while it is on its way.
 * @param {Player} player
 * @param {string} words
 * @param {() => void} close
 */
function drawHits(player, words, close) {
  const { state } = player.store;
  /** @type {{found: Hit[]} | null} */
  const answer = answerTo(state, "search", { words });
  if (!answer) return null;
  const inside = answer.found.filter(({ lesson }) => lesson === state.lesson?.lesson);
  const others = answer.found.filter(({ lesson }) => lesson !== state.lesson?.lesson);
  const draw = (/** @type {Hit} */ hit) => el("li", {}, drawHit(player, hit, close));
  if (answer.found.length === 0) return [el("p", { class: "hint" }, say(player, "nothing_found"))];
  return [
    ...(inside.length > 0 ? [el("ol", {}, ...inside.map(draw))] : []),
    ...(others.length > 0 ? [el("h3", {}, say(player, "in_others")), el("ol", {}, ...others.map(draw))] : []),
  ];
}

/**
 * @param {Player} player
 * @param {Hit} hit
 * @param {() => void} close
 */
function drawHit(player, { lesson, of, stop, step, where, title, text, marks }, close) {
  const isHere = lesson === player.store.state.lesson?.lesson;
  const index = isHere ? stops(player.store.state).findIndex(({ id }) => id === stop) + 1 : 0;
  const said = { title: marked(title, marks.title), where: isHere ? marked(where, marks.where) : [of] };
  const row = drawRow({ number: index ? String(index) : "", ...said }, () => {
    close();
    if (isHere) return goToStop(player, stop, step);
    askForStep({ lesson, stop, step });
    player.send({ type: "lesson", lesson, stop });
  });
  if (text !== title) row.append(el("span", { class: "excerpt" }, ...marked(text, marks.text)));
  return row;
}

/**
 * @param {{number: string, title: (string | HTMLElement)[], where: (string | HTMLElement)[]}} said
 * @param {() => void} act
 */
function drawRow({ number, title, where }, act) {
  const row = el(
    "button",
    { type: "button" },
    el("span", { class: "number" }, number),
    el("span", { class: "title" }, ...title),
    el("span", { class: "section" }, ...where),
  );
  row.addEventListener("click", act);
  return row;
}
