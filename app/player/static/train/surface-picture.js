/** Put a loss surface and the path in it into its figures. */

import { lossText } from "./run.js";
import { heightOf, scaleOf } from "./surface-scale.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Surface} Surface */

/**
 * @param {Figure} figure
 * @param {Surface} surface
 * @param {number} done the iteration that is shown
 * @param {string} height what the height is
 * @returns {Figure}
 */
export function filledSurface({ data, layout }, surface, done, height) {
  const scale = scaleOf(surface.rows, surface.path.loss);
  const heightAt = (/** @type {number | null} */ loss) => heightOf(loss, scale);
  const { path, rows, x, y, axes } = surface;
  const heights = { z: rows.map((row) => row.map(heightAt)), text: rows.map((row) => row.map(lossText)) };
  const limits = limitsOf(heights.z);
  /** @type {Record<string, object>} */
  const parts = {
    ground: { x, y, ...heights, ...limits },
    space: { x, y, ...heights, cmin: limits.zmin, cmax: limits.zmax },
    path: {
      ...placed(path, heightAt, layout),
      customdata: path.iteration.map((one, k) => [one, lossText(path.loss[k] ?? null)]),
    },
    begin: placed(nowAt(path, path.iteration[0] ?? 0), heightAt, layout),
    now: placed(nowAt(path, done), heightAt, layout),
  };
  const titled = { xaxis: titledAxis(layout.xaxis, axes[0]), yaxis: titledAxis(layout.yaxis, axes[1]) };
  const scene = layout.scene && {
    ...layout.scene,
    xaxis: titledAxis(layout.scene.xaxis, axes[0]),
    yaxis: titledAxis(layout.scene.yaxis, axes[1]),
  };
  return {
    data: data.map((trace) => ({ ...trace, ...parts[trace.meta] })),
    layout: { ...layout, ...(scene ? { scene, annotations: [{ ...layout.annotations[0], text: height }] } : titled) },
  };
}

/** @param {Surface} surface */
export function isLogarithmic({ rows, path }) {
  return scaleOf(rows, path.loss).isLogarithmic;
}

/**
 * Where the path is at an iteration: on the line between the two points around it; nowhere before or after the path.
 * @param {Surface["path"]} path
 * @param {number} done
 */
export function nowAt({ iteration, x, y, loss }, done) {
  const after = iteration.findIndex((one) => one >= done);
  const before = iteration[after] === done ? after : after - 1;
  const [from, to] = [iteration[before], iteration[after]];
  if (from === undefined || to === undefined) return { x: [], y: [], loss: [] };
  const share = to === from ? 0 : (done - from) / (to - from);
  const between = (/** @type {(number | null)[]} */ values) => {
    const [a, b] = [values[before] ?? null, values[after] ?? null];
    return a === null || b === null ? null : a + share * (b - a);
  };
  return { x: [between(x)], y: [between(y)], loss: [between(loss)] };
}

/**
 * @param {{x: (number | null)[], y: (number | null)[], loss: (number | null)[]}} points
 * @param {(loss: number | null) => number | null} height
 * @param {Record<string, any>} layout of the figure: with a scene it is in space
 */
function placed({ x, y, loss }, height, { scene }) {
  return scene ? { x, y, z: loss.map(height) } : { x, y };
}

/**
 * @param {Record<string, any>} axis
 * @param {string} title
 */
function titledAxis(axis, title) {
  return { ...axis, title: { ...axis?.title, text: title } };
}

/** The least and the largest height. @param {(number | null)[][]} rows */
function limitsOf(rows) {
  const heights = /** @type {number[]} */ (rows.flat().filter((height) => height !== null));
  return { zmin: Math.min(...heights), zmax: Math.max(...heights) };
}
