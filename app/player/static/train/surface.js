/** The loss surface of a training: which plane of the weights is looked at, and the surface over it. */

import { el, updateText } from "../core/dom.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { drawFigure, forgetFigure, reportFailure } from "./plotly.js";
import { waitText } from "./ask.js";
import { askSurface } from "./surface-asking.js";
import { createPlane, createTurn } from "./surface-controls.js";
import { filledSurface, isLogarithmic } from "./surface-picture.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Surface} Surface */
/** @typedef {import("./run.js").Run} Run */

const VIEW = "surface";
const STYLE = await loadSheet("train/surface");

/** Milliseconds after which a training that was not told to stand elsewhere stands still. */
const STILL = 500;

/** What was computed last of a training, and for which plane, in a language: another theme leaves it as it is. */
const known = new Map();

/**
 * @param {Room} room
 * @param {Run} run
 * @param {HTMLSelectElement} chosen what is looked at
 */
export function createSurface(room, run, chosen) {
  const { given, text, signal } = room;
  const key = JSON.stringify([given.lang, given.query]);
  const plane = createPlane(room, known.get(key)?.plane);
  const compute = el("button", { type: "button", class: "boxed" });
  const progress = el("progress", { max: "1", value: "0", "aria-label": text("surface_progress"), hidden: true });
  const status = el("p", { class: "train-status", role: "status" });
  const look = el("p", { class: "train-about" });
  const said = el("p", { class: "surface-said" });
  const about = el("span", { class: "surface-of" });
  const places = Object.keys(given.surface.figures).map((name) => {
    const drawing = el("div", { class: "train-drawing" });
    const label = { class: "train-chart", role: "img", "aria-label": text(`chart_${name}`) };
    const isDrawn = name !== "space" || hasSpace();
    return { name, drawing, element: isDrawn ? el("figure", label, drawing) : el("p", {}, text("surface_no_space")) };
  });
  const space = places.find(({ name }) => name === "space");
  const turn = createTurn(room, space?.drawing);
  const element = el(
    "div",
    { class: "train-surface" },
    el("div", { class: "train-steps" }, ...plane.elements, compute, progress, turn.element, about, status),
    look,
    said,
    el("div", { class: "surface-charts" }, ...places.map((place) => place.element)),
  );
  /** @type {AbortController | null} */
  let asking = null;
  let drawn = "";
  let isWanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const show = () => {
    element.hidden = chosen.value !== VIEW;
    room.place.classList.toggle("with-surface", !element.hidden);
    if (!element.hidden) adoptSheet(element, STYLE);
    progress.hidden = asking === null;
    updateText(look, text(plane.isThere(run.latest) ? `look_${plane.kind()}` : "surface_no_path"));
    /** @type {Surface | undefined} */
    const surface = known.get(key)?.surface;
    const isNow = surface?.last === run.latest && surface.at === run.done;
    updateText(compute, text(asking ? "surface_cancel" : surface ? "surface_again" : "surface_compute"));
    compute.classList.toggle("train-play", !asking && !isNow);
    turn.element.hidden = !surface || !space?.element.matches("figure");
    updateText(said, surface?.said ?? "");
    updateText(about, surface ? aboutText(room, surface) : "");
    if (element.hidden) return;
    if (isWanted && run.seen && plane.isThere(run.latest)) startSoon();
    if (surface) void draw(surface);
  };
  /** @param {Surface} surface */
  async function draw(surface) {
    // Beyond the path there is no mark: nothing of it is drawn anew while a training goes on from there.
    const at = run.done <= surface.last ? run.done : "beyond";
    const wanted = `${known.get(key)?.number} ${at}`;
    if (wanted === drawn) return;
    drawn = wanted;
    const height = text(isLogarithmic(surface) ? "height_logarithmic" : "height");
    try {
      for (const { name, drawing } of places) {
        const figure = given.surface.figures[name];
        if (figure && drawing.isConnected && drawn === wanted)
          await drawFigure(drawing, filledSurface(figure, surface, run.done, height));
      }
    } catch (error) {
      // It is tried again with what is shown next.
      drawn = "";
      reportFailure(error);
    }
  }
  /** Begin when the training stands still: it may be on its way to where it was. */
  function startSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => isWanted && !signal.aborted && void start(), STILL);
  }
  async function start() {
    isWanted = !plane.isThere(run.latest);
    if (isWanted) return show();
    asking = new AbortController();
    const own = asking;
    const wanted = plane.chosen();
    const request = { query: given.query, last: run.latest, at: run.done, plane: wanted, lang: given.lang };
    progress.value = 0;
    updateText(status, "");
    show();
    const found = await askSurface(request, own.signal, (share, wait) => {
      progress.value = share;
      updateText(status, wait ? waitText(wait, text) : "");
    });
    if (asking === own) asking = null;
    if (signal.aborted || own.signal.aborted) return;
    if (found && "error" in found) updateText(status, found.error || text("failed"));
    else known.set(key, { surface: found, plane: wanted, number: (known.get(key)?.number ?? 0) + 1 });
    show();
  }
  const cancel = () => {
    asking?.abort();
    asking = null;
    updateText(status, text("surface_cancelled"));
    show();
  };
  compute.addEventListener("click", () => (asking ? cancel() : start()));
  plane.changed(() => {
    asking?.abort();
    asking = null;
    void start();
  });
  chosen.addEventListener("change", () => {
    isWanted = !known.has(key) && !asking;
    show();
  });
  signal.addEventListener("abort", () => {
    asking?.abort();
    for (const { drawing } of places) forgetFigure(drawing);
  });
  show();
  return { element, show };
}

/**
 * What a surface is of: to where its path goes, through which weights it is laid, on what the loss is measured.
 * @param {Room} room
 * @param {Surface} surface
 */
function aboutText({ text }, surface) {
  const said = text("surface_of", { last: surface.last, at: surface.at, samples: surface.samples });
  return isLogarithmic(surface) ? `${said} ${text("surface_logarithmic")}` : said;
}

/** @type {boolean | undefined} */
let isSpatial;

/** Whether this browser draws in three dimensions; a browser has few such drawings, so that it is tried once. */
function hasSpace() {
  isSpatial ??= Boolean(document.createElement("canvas").getContext("webgl"));
  return isSpatial;
}
