/** The network as a picture of its weights: a line for each, in every frame in which there is a newer one. */

import { el } from "../core/dom.js";
import { colours } from "./colours.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/** In pixels: how wide a line can be, from the picture's edge to a unit, and how large a unit is. */
const WIDEST = 5;
const EDGE = 14;
const RADIUS = 4;
/** A weight of this size has a line of half the widest: the width of a line depends on no other. */
const USUAL = 3;
/** A line of a negative weight has a gap in its middle, this share of it: dashes take ten times as long to paint. */
const GAP = 0.14;
/** Milliseconds for which the colours of the theme are taken as known. */
const KNOWN = 1000;

/**
 * @param {Room} room
 * @param {Run} run
 * @param {Element | null} figure that of the samples, over which it stands; null where there is none
 */
export function createNetwork({ given, text, signal }, run, figure) {
  const { widths } = given;
  if (!widths.length || !figure) return { show() {} };
  const canvas = el("canvas", {});
  const label = text("chart_network");
  const element = el("div", { class: "train-network", "aria-hidden": "true", title: label }, canvas);
  figure.prepend(element);
  // The figure is one picture for who hears the page.
  figure.setAttribute("aria-label", `${label}. ${figure.getAttribute("aria-label")}`);
  const places = { width: 0, height: 0, units: placed(widths, 1, 1) };
  let drawn = "";
  /** @type {(name: string) => string} */
  let colour = () => "";
  let looked = -KNOWN;

  function fit() {
    const { width, height } = element.getBoundingClientRect();
    Object.assign(places, { width, height, units: placed(widths, width, height) });
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    drawn = "";
    draw();
  }
  /** Draw the weights of now, unless they are there. */
  function draw() {
    if (!run.weights || run.weights === drawn || !places.width) return;
    drawn = run.weights;
    if (performance.now() > looked + KNOWN) [colour, looked] = [colours(element), performance.now()];
    paint(canvas, places, numbersOf(drawn), colour);
  }
  const sized = new ResizeObserver(fit);
  sized.observe(element);
  signal.addEventListener("abort", () => sized.disconnect());
  return { show: draw };
}

/**
 * The places of the units, layer by layer.
 * @param {number[]} widths
 * @param {number} width
 * @param {number} height
 */
function placed(widths, width, height) {
  const across = (width - 2 * EDGE) / (widths.length - 1);
  return widths.map((count, layer) => {
    const down = Math.min(2 * EDGE, (height - 2 * EDGE) / Math.max(1, count - 1));
    const top = (height - down * (count - 1)) / 2;
    return Array.from({ length: count }, (_, k) => ({ x: EDGE + layer * across, y: top + k * down }));
  });
}

/**
 * @param {string} written float32, in base64
 */
function numbersOf(written) {
  return new Float32Array(Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0)).buffer);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{width: number, height: number, units: {x: number, y: number}[][]}} places
 * @param {Float32Array} weights of all layers, from each unit to each of the next layer
 * @param {(name: string) => string} colour
 */
function paint(canvas, { width, height, units }, weights, colour) {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const [positive, negative] = [colour("--value-positive"), colour("--value-negative")];
  let at = 0;
  for (const [layer, from] of units.slice(0, -1).entries())
    for (const one of from)
      for (const other of units[layer + 1] ?? []) {
        const weight = weights[at++] ?? 0;
        context.strokeStyle = weight < 0 ? negative : positive;
        line(context, one, other, lineWidth(weight), weight < 0 ? GAP : 0);
      }
  dots(context, units.flat(), colour);
}

/** @param {number} weight */
function lineWidth(weight) {
  const size = Math.abs(weight);
  return (WIDEST * size) / (size + USUAL);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {number} wide
 * @param {number} gap
 */
function line(context, from, to, wide, gap) {
  context.lineWidth = wide;
  context.globalAlpha = 0.3 + (0.7 * wide) / WIDEST;
  context.beginPath();
  context.moveTo(from.x, from.y);
  if (gap) {
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    context.lineTo(x + gap * (from.x - x), y + gap * (from.y - y));
    context.moveTo(x + gap * (to.x - x), y + gap * (to.y - y));
  }
  context.lineTo(to.x, to.y);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number}[]} units
 * @param {(name: string) => string} colour
 */
function dots(context, units, colour) {
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.fillStyle = colour("--surface");
  context.strokeStyle = colour("--ink");
  for (const { x, y } of units) {
    context.beginPath();
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
