/** The charts of a training: its course, and what it makes of the points around its data. */

import { el } from "../core/dom.js";
import { drawFigure } from "./plotly.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Measures} Measures */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 */
export function createCharts({ given, text, signal }, run) {
  const places = Object.keys(given.figures).map((name) => {
    const drawing = el("div", { class: "train-drawing" });
    const element = el(
      "figure",
      { class: `train-chart train-${name}`, role: "img", "aria-label": text(`chart_${name}`) },
      drawing,
    );
    return { name, drawing, element };
  });
  let isDrawing = false;
  let isStale = false;
  /** Draw what is new; while it is drawn, what comes after waits. */
  async function show() {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    while (isStale && !signal.aborted) {
      isStale = false;
      for (const { name, drawing } of places) {
        const figure = given.figures[name];
        if (figure && drawing.isConnected) await drawFigure(drawing, filled(figure, name, run));
      }
    }
    isDrawing = false;
  }
  return { elements: places.map(({ element }) => element), show: () => void show() };
}

/**
 * Put the numbers of now into a figure.
 * @param {Figure} figure
 * @param {string} name
 * @param {Run} run
 * @returns {Figure}
 */
function filled({ data, layout }, name, run) {
  const shapes = layout.shapes?.map((/** @type {object} */ shape) => ({ ...shape, x0: run.done, x1: run.done }));
  return {
    data: data.map((trace) => ({ ...trace, ...numbers(trace.meta, name, run) })),
    layout: { ...layout, shapes },
  };
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
  if (seen && part === seen.kind) return { x: seen.x, y: seen.y, z: seen.z };
  return {};
}
