/** The page of a training, mounted in the element that Python has made: its controls, its charts, its address. */

import { el, updateText } from "../core/dom.js";
import { setLanguage } from "../core/language.js";
import { readAgain, turnToAddress } from "../core/page-address.js";
import { loadSheet, sheets } from "../core/sheets.js";
import { fillIn } from "../core/words.js";
import { createBeside } from "./beside.js";
import { createCharts } from "./charts.js";
import { drawCompare } from "./compare.js";
import { createControls } from "./controls.js";
import { createGround } from "./ground.js";
import { createLoop } from "./loop.js";
import { createNetwork } from "./network.js";
import { openLink } from "./open.js";
import { plotly } from "./plotly.js";
import { keyOf, lossText, rememberRun, rowAt, runOf, shareText } from "./run.js";
import { bringTable, keepTable } from "./table.js";
import { createSurface } from "./surface.js";

/** @typedef {import("./types.js").Given} Given */
/** @typedef {import("./types.js").Room} Room */

const STYLES = [await loadSheet("train/train"), await loadSheet("train/looks")];
/** Milliseconds until the address is written. */
const AFTER = 400;

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
  const room = { given: data, text, signal: end.signal };
  if (data.missing) {
    // With it the page reads its address once more.
    const again = (/** @type {boolean} */ isBrought) => isBrought && readAgain();
    void bringTable(data.missing).then(again, console.error);
    return () => end.abort();
  }
  if (data.table) void keepTable(data.table).catch(console.error);
  const { parts, going: goes } = data.compare ? drawCompare(room, data.compare, going !== null) : draw(room, going);
  running.set(parentElement, { end, key, going: goes });
  place.replaceChildren(el("div", { class: "training", lang: tag }, ...parts));
  return () => end.abort();
}

/**
 * @param {Room} room
 * @param {{to: number, isWhole: boolean} | null} going where it went before it was drawn again
 */
function draw(room, going) {
  const { given, text, signal } = room;
  const run = runOf(given.query);
  const status = el("p", { class: "train-status", role: "status" });
  const fault = el("p", { class: "train-fault", role: "alert" });
  const numbers = el("p", { class: "train-numbers" });
  const beside = createBeside(room, run, {
    show: () => told.show(),
    say: (said) => told.say(said),
  });
  const charts = createCharts(room, run, beside.runs, () => void loop.look());
  const [network, ground] = [createNetwork(room, run, charts.data), createGround(room, run, charts.data)];
  const surface = createSurface(room, run, charts.chosen);
  const open = openLink(room, run);
  let isDrawn = true;
  const told = {
    show() {
      if (signal.aborted) return;
      controls.show();
      charts.show();
      network.draw();
      ground.draw();
      surface.show();
      open.show();
      beside.show();
      updateText(numbers, numbersText(room, rowAt(run)));
      updateText(fault, run.fault ? run.fault.text : "");
    },
    draw() {
      if (!isDrawn) return;
      isDrawn = false;
      requestAnimationFrame(() => {
        isDrawn = true;
        controls.show();
        network.draw();
      });
    },
    /** It stands where it was to go, or is on its way with pictures. */
    arrive() {
      if (signal.aborted) return;
      writeAddress(run.done);
      rememberRun(given.query, run);
    },
    say: (/** @type {string} */ said) => updateText(status, said),
    turn: () => controls.show(),
    stride: () => controls.stride(),
    look: () => charts.look(),
    enough() {
      const [wanted, reached] = [controls.enough(), rowAt(run)?.trained?.[0] ?? null];
      return wanted !== null && reached !== null && reached <= wanted;
    },
  };
  const loop = createLoop(room, run, told);
  const controls = createControls(room, run, loop, () => reseed(given));
  signal.addEventListener("abort", () => clearTimeout(timer));
  // A click may lead away: back from there is where it was clicked.
  addEventListener("click", () => addressNow(run.done), { capture: true, signal });
  void plotly().then(told.show, () => told.say(text("lost", { seconds: 1 })));
  const asked = whereTo(run);
  void (going ? loop.goTo(going.to, going.isWhole) : loop.goTo(asked));
  const parts = [
    ...controls.elements,
    el("div", { class: "train-line" }, controls.where, numbers, open.element, charts.chosen, beside.chosen, status),
    beside.element,
    fault,
    charts.about,
    surface.element,
    charts.element,
  ];
  return { parts, going: () => loop.going };
}

/**
 * @param {Room} room
 * @param {ReturnType<typeof rowAt>} row
 */
function numbersText({ text, given }, row) {
  const [trained, validated] = [row?.trained, row?.validated];
  if (!trained) return "";
  const parts = [text("loss_now", { loss: lossText(trained[0]) })];
  if (given.figures.accuracy) parts.push(text("right_now", { share: shareText(trained[1]) }));
  if (validated?.[0] !== null && validated?.[0] !== undefined)
    parts.push(
      given.figures.accuracy
        ? text("others_now", { share: shareText(validated[1]) })
        : text("others_loss", { loss: lossText(validated[0]) }),
    );
  return parts.join(" · ");
}

/** The iteration that the address named when it was last read or written. @type {number | null} */
let addressed = null;

/**
 * Where a training begins: as the address says, where that is another one than before. While a page is drawn again, the
 * training may have gone on, and the address not yet.
 * @param {import("./run.js").Run} run
 */
function whereTo(run) {
  const asked = askedFor();
  const isAsked = asked !== null && (run.seen === null || asked !== addressed);
  addressed = asked;
  return isAsked ? asked : run.done;
}

/** The iteration that the address names; null where it names none. */
function askedFor() {
  const said = new URLSearchParams(location.search).get("at");
  return said !== null && /^\d{1,7}$/.test(said) ? Number(said) : null;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {number} done the iteration that is shown, which the address names */
function writeAddress(done) {
  clearTimeout(timer);
  timer = setTimeout(() => addressNow(done), AFTER);
}

/** @param {number} done */
function addressNow(done) {
  const url = new URL(location.href);
  if (!url.pathname.endsWith("/train") || url.searchParams.get("at") === String(done)) return;
  url.searchParams.set("at", String(done));
  addressed = done;
  history.replaceState(history.state, "", url);
}

/**
 * Begin again with other first weights.
 * @param {Given} given
 */
function reseed({ seed }) {
  clearTimeout(timer);
  turnToAddress((search) => {
    search.set("seed", String((seed + 1) % 1_000_000));
    search.delete("at");
  });
}
