/** Put the numbers of now into a figure. */

import { aroundOf } from "./run.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Measures} Measures */
/** @typedef {import("./run.js").Run} Run */

/** What is measured of a layer, in this order. */
const INSIDE = ["output", "gradient", "update", "idle"];

/**
 * @param {Figure} figure
 * @param {string} name
 * @param {Run} run
 * @param {Run[]} runs it and the others beside it
 * @param {Record<string, object>} [lines] what else is said of parts, by their names
 * @returns {Figure}
 */
export function filled({ data, layout }, name, run, runs, lines = {}) {
  const shapes = layout.shapes?.map((/** @type {object} */ shape) => ({ ...shape, x0: run.done, x1: run.done }));
  const axes = Object.entries(run.look?.axes?.[name] ?? {});
  return {
    data: data.map((trace) => ({
      ...trace,
      ...(besides(trace.meta, name, runs) ?? numbers(trace.meta, name, run)),
      ...lines[trace.meta],
    })),
    layout: {
      ...layout,
      shapes,
      ...Object.fromEntries(axes.map(([axis, said]) => [axis, { ...layout[axis], ...said }])),
    },
  };
}

/**
 * The numbers of one of the trainings that stand side by side; null for another part of a figure.
 * @param {string | undefined} part such as `run 1 trained`
 * @param {string} name of the figure
 * @param {Run[]} runs
 */
function besides(part, name, runs) {
  const [, k, own] = part?.match(/^run (\d) (.+)$/) ?? [];
  const run = runs[Number(k)];
  return run ? numbers(own, name, run) : null;
}

/**
 * @param {string | undefined} part of the figure
 * @param {string} name of the figure
 * @param {Run} run
 */
function numbers(part, name, run) {
  const { rows, seen, look } = run;
  if (!part) return {};
  if (part === "trained" || part === "validated") {
    const measure = name === "loss" ? 0 : 1;
    return { x: rows.iteration, y: rows[part].map((/** @type {Measures} */ one) => one[measure]) };
  }
  const layer = part.match(/^layer (\d+)$/)?.[1];
  if (layer) {
    const column = INSIDE.indexOf(name);
    return { x: rows.iteration, y: rows.layers.map((one) => one[Number(layer)]?.[column] ?? null) };
  }
  if (look?.parts?.[part]) return look.parts[part];
  if (seen && (part === "weights" || part === "confusion")) return { z: seen[part] };
  const around = aroundOf(run);
  if (around && part === seen?.kind) return { x: around.x, y: around.y, z: around.z };
  return {};
}
