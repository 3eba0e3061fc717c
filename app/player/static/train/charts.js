/** The charts of a training: one view of them at a time is shown, and drawn anew where the training stands elsewhere. */

import { el } from "../core/dom.js";
import { keepPart, readPart } from "../core/kept.js";
import { filled } from "./filled.js";
import { createDrawn } from "./looks/create.js";
import { drawFigure, forgetFigure, reportFailure } from "./plotly.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/** Where the tab keeps which view was chosen: it stays for another training, after a reload, and back from the player. */
const PART = "view-of-training";

/** So many times as long as it was drawn nothing is drawn anew, so that there is time for all else; a second at most. */
const REST = 4;
const LONGEST = 1000;

/**
 * @param {Room} room
 * @param {Run} run
 * @param {Run[]} runs it and the others beside it
 * @param {{turn: () => void, drawn: () => void}} listener hears that something else is looked at, or that the charts stand elsewhere
 */
export function createCharts(room, run, runs, listener) {
  const { given, text, signal } = room;
  const places = [...new Set(Object.values(given.views).flat())].map((name) =>
    createPlace(room, run, name, listener.turn),
  );
  let view = knownView(given.views);
  const chosen = el(
    "select",
    { class: "boxed", "aria-label": text("view") },
    ...Object.keys(given.views).map((name) => el("option", { value: name }, text(`view_${name}`))),
  );
  chosen.value = view;
  const about = el("p", { class: "train-about" });
  const element = el("div", { class: "train-charts" }, ...places.map((place) => place.element));
  element.classList.toggle("without-accuracy", !places.some(({ name }) => name === "accuracy"));
  const turn = () => {
    const shown = given.views[view] ?? [];
    for (const { name, element: chart } of places) chart.hidden = !shown.includes(name);
    element.dataset.view = view;
    element.dataset.count = shown.includes("data") ? "both" : "course";
    about.textContent = view === "course" ? "" : text(`about_${view}`);
  };
  chosen.addEventListener("change", () => {
    view = chosen.value;
    keepPart(PART, { view });
    turn();
    void show();
    wakeUp();
    listener.turn();
  });
  turn();
  const shownPlaces = () => places.filter((place) => place.element.isConnected && !place.element.hidden);
  let isDrawing = false;
  /** What was chosen just now is not waited for. */
  let wakeUp = () => {};
  let isStale = false;
  async function draw() {
    isStale = false;
    const lines = Object.assign({}, ...shownPlaces().map(({ drawn }) => drawn?.lines?.() ?? {}));
    // All of them are of the same moment, however long they take.
    const figures = shownPlaces().flatMap(({ name, drawing, element: chart }) => {
      const figure = given.figures[name];
      const isNew = figure && !isDrawn(drawing, figure);
      return isNew ? [{ drawing, chart, figure: filled(figure, name, run, runs, lines) }] : [];
    });
    listener.drawn();
    for (const { drawing, chart, figure } of figures) {
      drawing.dataset.size = sizeOf(drawing);
      await drawFigure(drawing, figure);
      chart.dispatchEvent(new Event("drawn"));
    }
  }
  /** Draw what is new; while it is drawn, what comes after waits. */
  async function show() {
    isStale = true;
    for (const { drawn } of shownPlaces()) drawn?.show();
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isStale && !signal.aborted) {
        const begun = performance.now();
        await draw();
        const rest = Math.min(LONGEST, REST * (performance.now() - begun));
        await new Promise((wake) => {
          wakeUp = () => wake(null);
          setTimeout(wakeUp, rest);
        });
      }
    } catch (error) {
      // What fails is tried again with what is shown next.
      reportFailure(error);
    }
    isDrawing = false;
  }
  // What stands above the charts takes more lines or fewer, and leaves them less room or more.
  const sized = new ResizeObserver(() => void show());
  for (const { drawing } of places) sized.observe(drawing);
  signal.addEventListener("abort", () => {
    sized.disconnect();
    for (const { drawing } of places) forgetFigure(drawing);
  });
  const data = places.find(({ name }) => name === "data")?.element ?? null;
  return { element, data, chosen, about, show: () => void show(), look: () => lookAt(view, room, places) };
}

/**
 * Whether a figure in which nothing moves is there, in its size.
 * @param {HTMLElement} drawing
 * @param {import("./types.js").Figure} figure
 */
function isDrawn(drawing, { data }) {
  return drawing.dataset.size === sizeOf(drawing) && data.every((trace) => !trace.meta);
}

/** @param {HTMLElement} drawing */
function sizeOf({ clientWidth, clientHeight }) {
  return `${clientWidth} ${clientHeight}`;
}

/**
 * What the server is asked for besides the course: the view, and what is chosen in it.
 * @param {string} view
 * @param {Room} room
 * @param {ReturnType<typeof createPlace>[]} places
 */
function lookAt(view, { given }, places) {
  if (!given.asked.includes(view)) return "";
  const shown = given.views[view] ?? [];
  const choice = places.filter(({ name }) => shown.includes(name)).map(({ drawn }) => drawn?.choice?.() ?? "");
  const word = choice.find((one) => one !== "");
  return word ? `${view}:${word}` : view;
}

/** @param {Record<string, string[]>} views */
function knownView(views) {
  const kept = readPart(PART)?.view;
  return kept in views ? kept : "course";
}

/**
 * The place of a chart: of a figure of Plotly, or of what a module here draws.
 * @param {Room} room
 * @param {Run} run
 * @param {string} name
 * @param {() => void} turned
 */
function createPlace(room, run, name, turned) {
  const drawn = name in room.given.figures ? null : createDrawn(name, room, run, turned);
  const drawing = drawn?.element ?? el("div", { class: "train-drawing" });
  const label = { "aria-label": room.text(`chart_${name}`) };
  const element = drawn
    ? el("section", { class: `train-chart train-${name}`, ...label }, drawing)
    : el("figure", { class: `train-chart train-${name}`, role: "img", ...label }, drawing);
  return { name, drawing, drawn, element };
}
