/** The shapes of the network of neurons for a given size, without colours: neurons, edges, biases. */

import { svg } from "../core/dom.js";
import { nameOf } from "../core/model.js";
import { weightOf } from "./neuron-values.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Neurons} Neurons */
/**
 * @typedef {object} Cell one value of a neuron
 * @property {string} name
 * @property {number} unit
 * @property {SVGRectElement} rect
 * @property {SVGTextElement | null} text
 * @property {number} room for so many characters of its number; without a number none
 */
/** @typedef {{name: string, row: number, col: number, line: SVGElement}} Wire an entry of a weight or a bias */
/**
 * @typedef {object} Network
 * @property {number} width
 * @property {SVGElement[]} elements
 * @property {{name: string, x: number, tight: boolean, lower: boolean}[]} heads
 * @property {Cell[]} cells
 * @property {Wire[]} wires
 * @property {number} sample
 */
/** @typedef {{names: string[], units: number, x: number, wide: number, high: number, ys: number[]}} Column */

const TOP = 40;
const BOTTOM = 30;
const SIDE = 24;
const WIDEST = 54;
const HIGHEST = 30;
const LETTERS = 40;
const LEGIBLE = 11;
const TIGHT = 44;
/** A character of a number at its smallest, and what stays free beside a number. */
const CHARACTER = 7;
const BESIDE = 5;
/** The least room for the edges between two columns. */
const EDGES = 48;
/** The share of a column's room that its neurons take. */
const FILLED = 0.72;

/**
 * Draw the network in a place; where that is too narrow for its numbers, as wide as these need.
 * @param {State} state
 * @param {{width: number, height: number}} size of the place
 * @returns {Network}
 */
export function drawNetwork(state, size) {
  const neurons = /** @type {Neurons} */ (state.structure.see.neurons);
  const groups = groupsOf(neurons);
  const width = Math.max(size.width, leastWidth(groups));
  /** @type {Network} */
  const network = { width, elements: [], heads: [], cells: [], wires: [], sample: -1 };
  const columns = arrange(state, neurons, groups, { ...size, width });
  const edges = svg("g", { class: "wires" });
  const bodies = svg("g", { class: "bodies" });
  for (const [index, link] of neurons.links.entries()) {
    const [from, to] = columns.slice(index, index + 2);
    if (from && to) drawLink(network, edges, link, from, to);
  }
  drawLoss(edges, neurons, columns);
  for (const column of columns) drawColumn(network, bodies, column);
  network.elements = [edges, bodies];
  return network;
}

/**
 * List the values of each column; target and loss follow the outputs.
 * @param {Neurons} neurons
 */
function groupsOf({ columns, target, loss }) {
  return [...columns, ...[target, loss].flatMap((name) => (name ? [[name]] : []))];
}

/** @param {string[][]} groups */
function leastWidth(groups) {
  return groups.reduce((sum, { length }) => sum + length * LETTERS + EDGES, 2 * SIDE);
}

/**
 * Place the columns from left to right. Each gets what its numbers need, and its share of what is left.
 * @param {State} state
 * @param {Neurons} neurons
 * @param {string[][]} groups
 * @param {{width: number, height: number}} size
 * @returns {Column[]}
 */
function arrange(state, neurons, groups, { width, height }) {
  const spare = width - leastWidth(groups);
  const shares = groups.map((names, index) => (index >= neurons.columns.length ? 0.62 : 0.62 + 0.19 * names.length));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let left = SIDE;
  return groups.map((names, index) => {
    const least = names.length * LETTERS;
    const room = least + EDGES + (spare * (shares[index] ?? 1)) / whole;
    const x = left + room / 2;
    left += room;
    const { rows, cols, scalar } = nameOf(state, names[0] ?? "");
    const units = scalar ? 1 : neurons.upright ? rows : cols;
    // Where the graph is folded to names there is no height; the picture is drawn anew when there is.
    const gap = Math.min(72, Math.max(1, (height - TOP - BOTTOM) / units));
    const middle = TOP + (height - TOP - BOTTOM) / 2;
    return {
      names,
      units,
      wide: Math.min(WIDEST, Math.max(least, room * FILLED) / names.length),
      high: Math.min(HIGHEST, Math.max(gap * 0.76, gap - 3)),
      x,
      ys: Array.from({ length: units }, (_, unit) => middle + (unit - (units - 1) / 2) * gap),
    };
  });
}

/** @param {Column} column */
function edgesOf({ x, names, wide }) {
  const half = (names.length * wide) / 2;
  return { left: x - half, right: x + half };
}

/**
 * @param {Network} network
 * @param {SVGElement} group
 * @param {import("../core/types.js").Link} link
 * @param {Column} from
 * @param {Column} to
 */
function drawLink(network, group, { weights, bias, turned }, from, to) {
  const start = edgesOf(from).right;
  const end = edgesOf(to).left;
  for (const [j, y] of to.ys.entries()) {
    for (const [i, z] of from.ys.entries()) {
      const line = svg("line", { class: "wire", x1: start, y1: z, x2: end, y2: y });
      network.wires.push({ name: weights, ...weightOf(turned, i, j), line });
      group.append(line);
    }
  }
  if (bias)
    for (const [j, y] of to.ys.entries())
      drawBias(network, group, bias, turned ? { row: j, col: 0 } : { row: 0, col: j }, end, y - to.high / 2, to.high);
}

/**
 * Draw a bias as a small disc beside its neuron.
 * @param {Network} network
 * @param {SVGElement} group
 * @param {string} name
 * @param {{row: number, col: number}} entry
 * @param {number} x
 * @param {number} y
 * @param {number} high
 */
function drawBias(network, group, name, entry, x, y, high) {
  const r = Math.max(3, Math.min(6.5, high / 4));
  const line = svg("circle", { class: "bias", cx: x - r - 1, cy: y - 1, r });
  network.wires.push({ name, ...entry, line });
  group.append(line);
}

/**
 * Draw the edges from outputs and targets to the loss.
 * @param {SVGElement} group
 * @param {Neurons} neurons
 * @param {Column[]} columns
 */
function drawLoss(group, neurons, columns) {
  const loss = columns[neurons.columns.length + (neurons.target ? 1 : 0)];
  const last = columns[neurons.columns.length - 1];
  if (!neurons.loss || !loss || !last) return;
  const y = loss.ys[0] ?? 0;
  for (const column of neurons.target ? [columns[neurons.columns.length]] : [last]) {
    for (const z of column?.ys ?? [])
      group.append(
        svg("line", { class: "to-loss", x1: column ? edgesOf(column).right : 0, y1: z, x2: edgesOf(loss).left, y2: y }),
      );
  }
  if (!neurons.target) return;
  const target = columns[neurons.columns.length];
  for (const [unit, z] of last.ys.entries())
    group.append(
      svg("line", {
        class: "to-loss",
        x1: edgesOf(last).right,
        y1: z,
        x2: target ? edgesOf(target).left : 0,
        y2: target?.ys[unit] ?? z,
      }),
    );
}

/**
 * Draw the neurons of a column. A neuron has one part for every value that it passes through, from the sum to the
 * output.
 * @param {Network} network
 * @param {SVGElement} group
 * @param {Column} column
 */
function drawColumn(network, group, column) {
  const { names, wide, high, ys } = column;
  const { left } = edgesOf(column);
  for (const [index, name] of names.entries()) {
    const x = left + index * wide;
    network.heads.push({ name, x: x + wide / 2, tight: wide < TIGHT, lower: wide < TIGHT && index % 2 === 1 });
    for (const [unit, y] of ys.entries()) {
      const rect = svg("rect", {
        x,
        y: y - high / 2,
        width: wide,
        height: high,
        rx: names.length === 1 ? high / 2 : 5,
      });
      const room = high < LEGIBLE ? 0 : Math.floor((wide - BESIDE) / CHARACTER);
      const text = room > 0 ? svg("text", { x: x + wide / 2, y: y + 4 }) : null;
      network.cells.push({ name, unit, rect, text, room });
      group.append(rect, ...(text ? [text] : []));
    }
  }
}
