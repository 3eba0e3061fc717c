/** Paint the network of neurons for a step: widths, colours and numbers of shapes that are there already. */

import { assign, updateAttribute } from "../core/dom.js";
import { currentStep, keyOf, matrixOf, nameOf } from "../core/model.js";
import { tint } from "../core/numbers.js";
import { entryOf, numberAt, shortText, shownFor, topOf } from "./neuron-values.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("./neuron-shapes.js").Network} Network */
/** @typedef {import("./neuron-values.js").Shown} Shown */
/** @typedef {{shown: Shown | null, top: number, role: string}} Look of all entries of one value */

const THINNEST = 0.8;
const THICKEST = 6.5;

/**
 * @param {State} state
 * @param {Network} network
 */
export function paintNetwork(state, network) {
  /** @type {Map<string, Look>} */
  const looks = new Map();
  const look = (/** @type {string} */ name) => {
    const known = looks.get(name) ?? lookOf(state, name);
    looks.set(name, known);
    return known;
  };
  for (const wire of network.wires) paintWire(state, wire, look(wire.name));
  for (const cell of network.cells) paintCell(state, cell, look(cell.name));
}

/**
 * Find how a value looks in this step. What the step computes or reads is lit: the value, its gradient, its update.
 * @param {State} state
 * @param {string} name
 * @returns {Look}
 */
function lookOf(state, name) {
  const step = currentStep(state);
  const shown = shownFor(state, name);
  const now = step.name === name || step.of === name;
  const reads = step.reads.some((read) => read === name || nameOf(state, read).of === name);
  const top =
    shown === null ? 0 : shown.kind === "change" ? topOf(state, shown, name) : matrixOf(state, shown.name).top;
  return { shown, top, role: now ? `now ${step.phase}` : reads ? `reads ${step.phase}` : "" };
}

/**
 * @param {State} state
 * @param {import("./neuron-shapes.js").Wire} wire
 * @param {Look} look
 */
function paintWire(state, { name, row, col, line }, { shown, top, role }) {
  const value = shown ? numberAt(state, shown, row, col) : 0;
  const share = top === 0 || !Number.isFinite(value) ? 0 : Math.abs(value) / top;
  const classes = [
    line.localName === "circle" ? "bias" : "wire",
    shown?.kind ?? "",
    role,
    value < 0 ? "negative" : "",
    shown?.faint ? "faint" : "",
  ];
  const key = keyOf(shown?.name ?? name, row, col);
  const kept = line.classList.contains("touched") ? ["touched"] : [];
  updateAttribute(line, "class", [...classes, ...kept].filter(Boolean).join(" "));
  updateAttribute(line, "data-key", key);
  if (line.localName === "circle") updateAttribute(line, "fill-opacity", tint(value, top).toFixed(2));
  else updateAttribute(line, "stroke-width", (value === 0 ? 0.4 : THINNEST + (THICKEST - THINNEST) * share).toFixed(1));
}

/**
 * @param {State} state
 * @param {import("./neuron-shapes.js").Cell} cell
 * @param {Look} look
 */
function paintCell(state, { name, unit, rect, text, room }, { shown, top, role }) {
  const value = shown ? valueOf(state, shown, unit) : null;
  const classes = [
    "cell",
    shown?.kind ?? "ahead",
    role,
    value !== null && value < 0 ? "negative" : "",
    shown?.faint ? "faint" : "",
  ];
  updateAttribute(rect, "class", classes.filter(Boolean).join(" "));
  updateAttribute(rect, "data-key", keyAt(state, shown?.name ?? name, unit));
  assign(rect, { "fill-opacity": value === null ? 0 : (0.08 + 0.5 * tint(value, top)).toFixed(2) });
  const words = value === null ? "" : shortText(value, room);
  if (text && text.textContent !== words) text.textContent = words;
  // Seven small characters need the room of six of the usual size.
  if (text)
    updateAttribute(text, "class", `${shown?.faint ? "faint" : ""}${words.length > room * 0.86 ? " small" : ""}`);
}

/**
 * The number of a neuron: for one sample its entry, for all samples the sum of gradients or the mean of values.
 * @param {State} state
 * @param {Shown} shown
 * @param {number} unit
 */
function valueOf(state, shown, unit) {
  const neurons = /** @type {import("../core/types.js").Neurons} */ (state.structure.see.neurons);
  if (nameOf(state, shown.name).scalar) return numberAt(state, shown, 0, 0);
  if (state.sample !== null) return at(state, shown, neurons, unit, state.sample);
  let sum = 0;
  for (let sample = 0; sample < neurons.samples; sample += 1) sum += at(state, shown, neurons, unit, sample);
  return shown.kind === "gradient" ? sum : sum / neurons.samples;
}

/**
 * @param {State} state
 * @param {Shown} shown
 * @param {import("../core/types.js").Neurons} neurons
 * @param {number} unit
 * @param {number} sample
 */
function at(state, shown, neurons, unit, sample) {
  const { row, col } = entryOf(neurons, unit, sample);
  return numberAt(state, shown, row, col);
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} unit
 */
function keyAt(state, name, unit) {
  const neurons = /** @type {import("../core/types.js").Neurons} */ (state.structure.see.neurons);
  const { row, col } = nameOf(state, name).scalar ? { row: 0, col: 0 } : entryOf(neurons, unit, state.sample ?? 0);
  return keyOf(name, row, col);
}
