/** The decision boundary: a small picture under the figure of the samples, painted where the figure has its axes. */

import { el } from "../core/dom.js";
import { colours } from "./colours.js";
import { aroundOf } from "./run.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */
/** @typedef {{_offset: number, _length: number, range: [number, number]}} Axis as Plotly has laid it out */
/** @typedef {HTMLElement & {_fullLayout?: {xaxis: Axis, yaxis: Axis}, on: (type: string, hear: () => void) => void}} Plot */

/** @typedef {(value: number, row: number, column: number) => number[]} Pixel the colour of a point of the plane */

/** How much of the colour of a class is seen where the network is sure. */
const SHARE = 0.55;

/**
 * @param {Room} room
 * @param {Run} run
 * @param {Element | null} figure that of the samples; null where there is none
 */
export function createGround({ given, signal }, run, figure) {
  const plot = /** @type {Plot | null} */ (figure?.querySelector(".train-drawing"));
  if (!figure || !plot) return { show() {} };
  const canvas = el("canvas", { class: "train-ground", "aria-hidden": "true" });
  plot.before(canvas);
  /** @type {ReturnType<typeof aroundOf>} */
  let drawn = null;
  let isHeard = false;
  /** @type {(name: string) => string} */
  let colour = () => "";
  const paint = () => {
    const around = aroundOf(run);
    if (run.seen?.kind !== "plane" || !around || !plot._fullLayout || signal.aborted) return;
    drawn = around;
    place(canvas, plot, plot._fullLayout);
    const names = given.classes.map((one) => one.colour);
    paintPlane(canvas, plot._fullLayout, around, pixelOf(around, names, colour));
  };
  figure.addEventListener(
    "drawn",
    () => {
      if (!isHeard) plot.on("plotly_afterplot", paint);
      isHeard = true;
      colour = colours(canvas);
      paint();
    },
    { signal },
  );
  return {
    show() {
      if (aroundOf(run) !== drawn) requestAnimationFrame(paint);
    },
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Plot} plot
 * @param {{xaxis: Axis, yaxis: Axis}} axes
 */
function place(canvas, plot, { xaxis, yaxis }) {
  const [left, top] = [plot.offsetLeft + xaxis._offset, plot.offsetTop + yaxis._offset];
  const box = `${left} ${top} ${xaxis._length} ${yaxis._length}`;
  if (canvas.dataset.box === box) return;
  Object.assign(canvas.dataset, { box });
  Object.assign(canvas, { width: Math.round(xaxis._length), height: Math.round(yaxis._length) });
  const [x, y, width, height] = [left, top, xaxis._length, yaxis._length].map((length) => `${length}px`);
  Object.assign(canvas.style, { left: x, top: y, width, height });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{xaxis: Axis, yaxis: Axis}} axes
 * @param {{x?: number[], y?: number[], z?: (number | null)[][]}} around
 * @param {Pixel} pixel
 */
function paintPlane(canvas, axes, { x = [], y = [], z = [] }, pixel) {
  const context = canvas.getContext("2d");
  const small = smallPicture(z, pixel);
  if (!context || !small) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.globalAlpha = SHARE;
  // Each point is the middle of its square.
  const [left, right] = edges(x).map((at) => along(at, axes.xaxis.range) * canvas.width);
  const [bottom, top] = edges(y).map((at) => (1 - along(at, axes.yaxis.range)) * canvas.height);
  if (left === undefined || right === undefined || bottom === undefined || top === undefined) return;
  context.drawImage(small, left, top, right - left, bottom - top);
}

/** @param {number[]} points evenly spread */
function edges(points) {
  const [first = 0, second = 1, last = 1] = [points[0], points[1], points.at(-1)];
  return [first - (second - first) / 2, last + (second - first) / 2];
}

/**
 * @param {number} at
 * @param {[number, number]} range
 */
function along(at, [from, to]) {
  return (at - from) / (to - from);
}

/**
 * The colour of a point: that of its likeliest class, or of its value from -1 to 1; the stronger, the surer.
 * @param {{classes?: number[][]}} around
 * @param {string[]} names of the colours of the classes
 * @param {(name: string) => string} colour
 * @returns {Pixel}
 */
function pixelOf({ classes }, names, colour) {
  const parts = (/** @type {string} */ name) => (colour(name).match(/[\d.]+/g) ?? []).map(Number);
  const none = parts("--surface");
  const all = classes ? names.map(parts) : ["--value-negative", "--value-positive"].map(parts);
  return (value, row, column) => {
    const end = all[classes ? (classes[row]?.[column] ?? 0) : Number(value >= 0)];
    const size = Math.abs(value);
    return [0, 1, 2].map((k) => size * (end?.[k] ?? 0) + (1 - size) * (none[k] ?? 0));
  };
}

/**
 * A pixel for each point, the last row first; what is no number is left out.
 * @param {(number | null)[][]} z from -1 to 1
 * @param {Pixel} pixel
 */
function smallPicture(z, pixel) {
  const [height, width] = [z.length, z[0]?.length ?? 0];
  const canvas = new OffscreenCanvas(Math.max(width, 1), Math.max(height, 1));
  const context = canvas.getContext("2d");
  if (!context || !width) return null;
  const picture = context.createImageData(width, height);
  for (const [row, values] of z.entries())
    for (const [column, value] of values.entries()) {
      const place = 4 * ((height - 1 - row) * width + column);
      picture.data.set([...pixel(value ?? 0, row, column), value === null ? 0 : 255], place);
    }
  context.putImageData(picture, 0, 0);
  return canvas;
}
