/** The charts of a training: its course, and what it makes of the points around its data. */

import { el } from "../core/dom.js";
import { drawFigure, forgetFigure } from "./plotly.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Measures} Measures */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/** The charts that were chosen last: another language leaves them. */
let view = "course";

/** What is told of a layer, in this order. */
const INSIDE = ["output", "gradient", "update", "idle"];

/**
 * @param {Room} room
 * @param {Run} run
 * @param {Run[]} runs it and the others beside it
 */
export function createCharts({ given, text, signal }, run, runs) {
  const places = Object.keys(given.figures).map((name) => {
    const drawing = el("div", { class: "train-drawing" });
    const element = el(
      "figure",
      { class: `train-chart train-${name}`, role: "img", "aria-label": text(`chart_${name}`) },
      drawing,
    );
    return { name, drawing, element };
  });
  if (!(view in given.views)) view = "course";
  const chosen = el(
    "select",
    { class: "boxed", "aria-label": text("view") },
    ...Object.keys(given.views).map((name) => el("option", { value: name }, text(`view_${name}`))),
  );
  chosen.value = view;
  const about = el("p", { class: "train-about" });
  const turn = () => {
    const shown = given.views[view] ?? [];
    for (const { name, element } of places) element.hidden = name !== "data" && !shown.includes(name);
    about.textContent = view === "course" ? "" : text(`about_${view}`);
  };
  chosen.addEventListener("change", () => {
    view = chosen.value;
    turn();
    void show();
  });
  turn();
  let isDrawing = false;
  let isStale = false;
  async function draw() {
    isStale = false;
    for (const { name, drawing, element } of places) {
      const figure = given.figures[name];
      if (figure && drawing.isConnected && !element.hidden) await drawFigure(drawing, filled(figure, name, run, runs));
    }
  }
  /** Draw what is new; while it is drawn, what comes after waits. */
  async function show() {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isStale && !signal.aborted) await draw();
    } catch {
      // Plotly could not be loaded, which the page says: it is asked for again with what is shown next.
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
  return { elements: places.map(({ element }) => element), chosen, about, show: () => void show() };
}

/**
 * Put the numbers of now into a figure.
 * @param {Figure} figure
 * @param {string} name
 * @param {Run} run
 * @param {Run[]} runs
 * @returns {Figure}
 */
function filled({ data, layout }, name, run, runs) {
  const shapes = layout.shapes?.map((/** @type {object} */ shape) => ({ ...shape, x0: run.done, x1: run.done }));
  return {
    data: data.map((trace) => ({ ...trace, ...(besides(trace.meta, name, runs) ?? numbers(trace.meta, name, run)) })),
    layout: { ...layout, shapes },
  };
}

/**
 * The course of one of the trainings that stand side by side; null for another part of a figure.
 * @param {string | undefined} part
 * @param {string} name of the figure
 * @param {Run[]} runs
 */
function besides(part, name, runs) {
  const [, k, which] = part?.match(/^run (\d) (trained|validated)$/) ?? [];
  const rows = runs[Number(k)]?.rows;
  if (!rows || (which !== "trained" && which !== "validated")) return null;
  return { x: rows.iteration, y: rows[which].map((one) => one[name === "loss" ? 0 : 1]) };
}

/**
 * @param {string | undefined} part of the figure
 * @param {string} name of the figure
 * @param {Run} run
 */
function numbers(part, name, { rows, seen }) {
  if (part === "trained" || part === "validated") {
    const measure = name === "loss" ? 0 : 1;
    return { x: rows.iteration, y: rows[part].map((/** @type {Measures} */ one) => one[measure]) };
  }
  const layer = part?.match(/^layer (\d+)$/)?.[1];
  if (layer) {
    const column = INSIDE.indexOf(name);
    return { x: rows.iteration, y: rows.layers.map((one) => one[Number(layer)]?.[column] ?? null) };
  }
  if (seen && (part === "weights" || part === "confusion")) return { z: seen[part] };
  if (seen && part === seen.kind) return { x: seen.x, y: seen.y, z: seen.z };
  return {};
}
