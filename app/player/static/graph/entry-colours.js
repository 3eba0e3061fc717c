/**
 * At the zoom "entries" every node shows its matrix as colours, and threads lead from the sources of the pointed entry
 * to it.
 */

import { assign, svg, updateAttribute } from "../core/dom.js";
import { currentStep, isReached, keyOf, nodeOf, placeOf } from "../core/model.js";
import { lightEntries, pointByEntry } from "../core/pointed-entries.js";
import { createSmallMatrix, fittedArea } from "./small-matrix.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("./graph.js").Drawing} Drawing */
/** @typedef {import("./small-matrix.js").SmallMatrix} SmallMatrix */

const INSET = 3.5;
const GAP = 5;
const LARGEST = 13;
/** How much lower a name stands without the shape under it. */
const LOWER = 5;
/** The share of a node's width that its name may take. */
const WORDS = 0.5;

/**
 * @param {Player} player
 * @param {Drawing} drawing
 */
export function createEntries(player, drawing) {
  const { store } = player;
  const { width, height } = store.state.structure.figure.layout;
  const { picture } = drawing;
  const threads = svg("path");
  // An SVG of their own over the nodes: while it is hidden, the browser skips all of it.
  const over = svg("svg", { class: "threads", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  /** @type {Map<string, SmallMatrix>} */
  const smallMatrices = new Map();
  const drawnEntries = drawing.nodes.map((node) => draw(store.state, node, smallMatrices));
  over.append(...drawnEntries.map(({ element }) => element), threads);
  /** @type {object | null} */
  let filled = null;
  function fill() {
    if (filled !== store.state.data.values) for (const mini of smallMatrices.values()) mini.refresh(store.state);
    filled = store.state.data.values;
  }
  function show() {
    const { state } = store;
    const on = state.zoom === "entries";
    picture.classList.toggle("entries", on);
    if (!on) return updateAttribute(threads, "d", null);
    fill();
    for (const one of drawnEntries) showEntry(state, one);
    showUpdated(state, smallMatrices);
  }
  function touch(/** @type {readonly string[]} */ keys) {
    if (store.state.zoom !== "entries") return;
    const shown = keys.map((key) => onNode(store.state, key));
    lightEntries(picture, shown);
    threads.setAttribute("d", drawThreads(smallMatrices, shown));
    threads.setAttribute("class", currentStep(store.state).phase);
  }
  picture.append(over);
  pointByEntry(player, picture);
  // Filled now, so that a zoom only has to show it.
  fill();
  show();
  return { show, touch };
}

/** @typedef {{node: import("./graph.js").GraphNode, element: SVGGElement}} Entry what is drawn over a node */

/**
 * Draw the name of a node a second time, further left, with the entries beside it: moving the name itself would cost a
 * layout.
 * @param {State} state
 * @param {import("./graph.js").GraphNode} node
 * @param {Map<string, SmallMatrix>} smallMatrices receives the small matrices
 * @returns {Entry}
 */
function draw(state, node, smallMatrices) {
  const { name, group, x, y, width, height } = node;
  const text = group.querySelector("text");
  const words = text?.querySelector(".line");
  const wide = words instanceof SVGTextContentElement ? words.getComputedTextLength() : 0;
  const scale = Math.min(1, (width * WORDS) / Math.max(1, wide));
  const left = x - width / 2 + wide * scale + 2 * GAP + 2;
  const area = { x: left, y: y - height / 2 + INSET, width: x + width / 2 - left - INSET, height: height - 2 * INSET };
  const mini = createSmallMatrix(state, name, fittedArea(state, name, area, LARGEST));
  const element = svg("g");
  const shift = (wide * scale) / 2 + GAP + 2 - width / 2;
  smallMatrices.set(name, mini);
  if (text)
    element.append(
      beside(text, (lower) => `translate(${x + shift} ${y + lower}) scale(${scale}) translate(${-x} ${-y})`),
    );
  element.append(mini.element);
  return { node, element };
}

/**
 * @param {SVGTextElement} text
 * @param {(lower: number) => string} transform
 */
function beside(text, transform) {
  const copy = /** @type {SVGTextElement} */ (text.cloneNode(true));
  const [, shape] = copy.querySelectorAll(".line");
  shape?.remove();
  assign(copy, { transform: transform(shape ? LOWER : 0) });
  return copy;
}

/**
 * @param {State} state
 * @param {Entry} entry
 */
function showEntry(state, { node: { name, group }, element }) {
  const step = currentStep(state);
  const unseen = !isReached(state, name) || group.hasAttribute("data-away");
  updateAttribute(
    element,
    "class",
    unseen ? "unseen" : name === nodeOf(state, step.name) ? `now ${step.phase}` : "seen",
  );
}

/**
 * Show the updated parameter in place of the parameter once the cursor has reached the update.
 * @param {State} state
 * @param {Map<string, SmallMatrix>} smallMatrices
 */
function showUpdated(state, smallMatrices) {
  for (const { name, of, phase } of state.structure.steps) {
    const mini = phase === "update" && of ? smallMatrices.get(of) : null;
    if (mini) mini.refresh(state, isReached(state, name) ? name : undefined);
  }
}

/**
 * The key of an entry at the node where its value is drawn.
 * @param {State} state
 * @param {string} key
 */
function onNode(state, key) {
  const { name, row, col } = placeOf(key);
  return keyOf(nodeOf(state, name), row, col);
}

/**
 * @param {Map<string, SmallMatrix>} smallMatrices
 * @param {string[]} keys
 */
function drawThreads(smallMatrices, keys) {
  const [goal, ...sources] = keys.map((key) => smallMatrices.get(placeOf(key).name)?.centre(key) ?? null);
  if (!goal) return "";
  return sources
    .filter((from) => from !== null)
    .map((from) => drawThread(from, goal))
    .join("");
}

/**
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 */
function drawThread(from, to) {
  const middle = (from.y + to.y) / 2;
  return `M${from.x},${from.y}C${from.x},${middle} ${to.x},${middle} ${to.x},${to.y}`;
}
