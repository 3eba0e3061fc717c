/** The page of a training, mounted in the element that Python has made: its controls, its charts, its address. */

import { el } from "../core/dom.js";
import { setLanguage } from "../core/language.js";
import { readAgain, turnToAddress } from "../core/page-address.js";
import { loadSheet, sheets } from "../core/sheets.js";
import { fillIn } from "../core/words.js";
import { forgetAddress } from "./at.js";
import { drawCompare } from "./compare.js";
import { draw } from "./draw.js";
import { keyOf } from "./run.js";
import { bringTable, keepTable } from "./table.js";

/** @typedef {import("./types.js").Given} Given */

const STYLES = [
  await loadSheet("train/train"),
  await loadSheet("train/charts"),
  await loadSheet("train/beside"),
  await loadSheet("train/looks"),
  await loadSheet("train/pictures"),
];

/**
 * The page that stands in an element: what ends it, what it is about, and where its training is going.
 * @typedef {{end: AbortController, key: string, going: () => {to: number, isWhole: boolean} | null}} Standing
 */

/** @type {WeakMap<ParentNode, Standing>} */
const running = new WeakMap();

/**
 * Called again when Python tells something else: other settings, another language, another theme.
 * @param {{parentElement: ParentNode, data: Given}} mount
 * @returns {() => void}
 */
export default function mountTrain({ parentElement, data }) {
  const place = parentElement.querySelector(".player");
  if (!place) throw new Error("no element of class player to mount in");
  const before = running.get(parentElement);
  const key = keyOf(data.query ?? {});
  // Another language or theme leaves a training as it is: it goes on.
  const going = (before?.key === key && before.going()) || null;
  before?.end.abort();
  const end = new AbortController();
  if (parentElement instanceof ShadowRoot) parentElement.adoptedStyleSheets = [...sheets, ...STYLES];
  const tag = data.lang === "zh" ? "zh-Hans" : "en";
  setLanguage(tag);
  const text = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
    fillIn(data.words[key] ?? key, values);
  const training = el("div", { class: "training", lang: tag });
  const room = { given: data, text, signal: end.signal, place: training };
  if (data.missing) {
    // With it the page reads its address once more.
    const again = (/** @type {boolean} */ isBrought) => isBrought && readAgain();
    void bringTable(data.missing).then(again, console.error);
    return () => end.abort();
  }
  if (data.table) void keepTable(data.table).catch(console.error);
  const { parts, going: goes } = data.compare
    ? drawCompare(room, data.compare, going !== null)
    : draw(room, going, () => reseed(data));
  running.set(parentElement, { end, key, going: goes });
  training.append(...parts);
  place.replaceChildren(training);
  return () => end.abort();
}

/**
 * Begin again with other first weights.
 * @param {Given} given
 */
function reseed({ seed }) {
  forgetAddress();
  turnToAddress((search) => {
    search.set("seed", String((seed + 1) % 1_000_000));
    search.delete("at");
  });
}
