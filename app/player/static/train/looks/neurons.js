/** A small map of every hidden neuron, layer beside layer; the chosen one is drawn large, in place of the output. */

import { el, updateAttribute, updateText } from "../../core/dom.js";
import { hasModifier, moveTabStop } from "../../core/roving.js";
import { numberText } from "../run.js";
import { paintCurve, paintValues, paletteOf } from "./paint.js";

/** @typedef {import("../types.js").Drawn} Drawn */
/** @typedef {import("../types.js").Neuron} Neuron */
/** @typedef {import("../types.js").Room} Room */
/** @typedef {import("../run.js").Run} Run */

/** The width of the place of the maps beside its height, about. */
const RATIO = 1.15;
/** The largest number of a map. */
const STEPS = 127;
const STEP = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
});

/**
 * @param {Room} room
 * @param {Run} run
 * @param {() => void} turned
 * @returns {Drawn}
 */
export function createNeurons({ text, signal }, run, turned) {
  let chosen = "";
  const output = el("button", { type: "button", class: "boxed", "aria-pressed": "true" }, text("neurons_output"));
  const said = el("span", { class: "train-neuron", role: "status" });
  const maps = el("div", { class: "train-maps" });
  const scale = el("span", { class: "train-key" }, "−", el("i", { class: "train-scale" }), `+ ${text("key_maps")}`);
  const element = el("div", { class: "train-layers" }, el("p", {}, output, said, scale), maps);
  /** @type {{key: string, button: HTMLButtonElement, canvas: HTMLCanvasElement}[][]} */
  let layers = [];

  const choose = (/** @type {string} */ key) => {
    chosen = key === chosen ? "" : key;
    show();
    turned();
  };
  output.addEventListener("click", () => choose(""));
  maps.addEventListener("keydown", (event) => move(event, layers), { signal });
  maps.addEventListener("focusin", (event) => moveTabStop(maps, "button", event.target), { signal });

  /** @param {Neuron[][]} neurons */
  function build(neurons) {
    layers = neurons.map((units, k) => units.map((_, j) => mapOf(`${k + 1}.${j + 1}`, choose)));
    const { rows, columns } = laidOut(neurons.map((units) => units.length));
    maps.style.setProperty("--rows", String(rows));
    maps.style.setProperty("--columns", String(columns));
    maps.replaceChildren(
      ...layers.map((units, k) => {
        const name = text("layer", { number: k + 1 });
        const buttons = el("div", { class: "train-units" }, ...units.map(({ button }) => button));
        return el("div", { role: "group", "aria-label": name }, el("span", { "aria-hidden": "true" }, name), buttons);
      }),
    );
    layers[0]?.[0]?.button.setAttribute("tabindex", "0");
  }

  function show() {
    const neurons = run.look?.neurons?.layers;
    if (!neurons) return;
    if (layers.map((units) => units.length).join() !== neurons.map((units) => units.length).join()) build(neurons);
    if (!layers.flat().some(({ key }) => key === chosen)) chosen = "";
    updateAttribute(output, "aria-pressed", String(chosen === ""));
    updateText(said, chosen ? nameOf(chosen, neurons) : "");
    scale.hidden = run.seen?.kind === "curve";
    const palette = paletteOf(element);
    for (const [k, units] of layers.entries())
      for (const [j, { key, button, canvas }] of units.entries()) {
        const neuron = neurons[k]?.[j];
        if (!neuron) continue;
        updateAttribute(button, "aria-pressed", String(key === chosen));
        updateAttribute(button, "aria-label", nameOf(key, neurons));
        paint(canvas, neuron, run.seen?.kind === "curve", palette);
      }
  }

  /**
   * @param {string} key
   * @param {Neuron[][]} neurons
   */
  function nameOf(key, neurons) {
    const [layer = 1, unit = 1] = key.split(".").map(Number);
    const { least = 0, most = 0 } = neurons[layer - 1]?.[unit - 1] ?? {};
    return text("neuron", { layer, unit, least: numberText(least), most: numberText(most) });
  }

  return {
    element,
    show,
    choice: () => chosen,
    lines() {
      const neurons = run.look?.neurons;
      const name = neurons?.around && chosen ? nameOf(chosen, neurons.layers) : null;
      return name ? { curve: { name } } : /** @type {Record<string, object>} */ ({});
    },
  };
}

/**
 * How many neurons stand below one another, so that all are as large as can be; more of a layer begin another column.
 * @param {number[]} counts of the neurons of each layer
 */
function laidOut(counts) {
  const ways = Array.from({ length: Math.max(...counts) }, (_, k) => {
    const columns = counts.reduce((sum, count) => sum + Math.ceil(count / (k + 1)), 0);
    return { rows: k + 1, columns, size: Math.min(1 / (k + 1), RATIO / columns) };
  });
  return ways.reduce((best, way) => (way.size > best.size ? way : best));
}

/**
 * @param {string} key layer and neuron, from 1: `1.3`
 * @param {(key: string) => void} choose
 */
function mapOf(key, choose) {
  const canvas = el("canvas", {});
  const button = el("button", { type: "button", class: "boxed", tabindex: "-1" }, canvas);
  button.addEventListener("click", () => choose(key));
  return { key, button, canvas };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Neuron} neuron
 * @param {boolean} isCurve
 * @param {import("./paint.js").Palette} palette
 */
function paint(canvas, { map }, isCurve, palette) {
  const values = Array.from(atob(map), (letter) => ((letter.charCodeAt(0) << 24) >> 24) / STEPS);
  if (isCurve) return paintCurve(canvas, values, palette);
  const side = Math.sqrt(values.length);
  // The first row of numbers is the lowest one.
  const rows = Array.from({ length: side }, (_, k) => values.slice(side * k, side * (k + 1)));
  return paintValues(canvas, rows.reverse().flat(), side, palette);
}

/**
 * Go to the neuron above, below, or beside in the next layer.
 * @param {KeyboardEvent} event
 * @param {{button: HTMLButtonElement}[][]} layers
 */
function move(event, layers) {
  const step = STEP[event.key];
  if (!step || hasModifier(event)) return;
  const k = layers.findIndex((units) => units.some(({ button }) => button === event.target));
  const j = layers[k]?.findIndex(({ button }) => button === event.target) ?? 0;
  const next = layers[k + step[0]];
  const button = next?.[Math.min(j + step[1], next.length - 1)]?.button;
  event.preventDefault();
  button?.focus();
}
