/** All matrices of the trace as heat grids in the order of the computation: ahead, below it the way back, and what is new. */

import { label } from "../boxes.js";
import { assign, el, keepFocus } from "../dom.js";
import { currentStep, isReached, nameOf, shapeOf } from "../model.js";
import { pointBy } from "../pointing.js";
import { createMini, svg } from "./mini.js";
import { lightTouched, onTouch, touchBy } from "./touch.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").State} State */
/** @typedef {{name: string, element: HTMLElement, mini: import("./mini.js").Mini}} Tile */

const LARGEST = 21, SMALLEST = 3, MOST = 24, GAP = 12, LABEL = 17, ROW_GAP = 6, WAYS = 90;

/** @param {Player} player */
export function createTiles(player) {
  const { store } = player, box = el("div", { class: "tiles", role: "group", "aria-label": player.text("see.matrices") });
  /** @type {Tile[]} */
  let tiles = [];
  /** @type {object | null} */
  let filled = null;
  let stale = true;
  const size = { width: 0, height: 0 };
  function show() {
    const { state } = store;
    box.hidden = state.picture !== "matrices";
    if (box.hidden || size.width === 0) return;
    if (stale) build();
    if (filled !== state.data.values) for (const { mini } of tiles) mini.refresh(state);
    filled = state.data.values;
    for (const tile of tiles) showTile(state, tile);
  }
  function build() {
    stale = false;
    filled = null;
    tiles = [];
    box.replaceChildren(...drawColumns(player, size, tiles));
  }
  const observer = new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.width === 0) return;
    Object.assign(size, { width: entry.contentRect.width, height: entry.contentRect.height });
    stale = true;
    show();
  });
  observer.observe(box);
  player.signal.addEventListener("abort", () => observer.disconnect());
  store.subscribe((state, before) => {
    stale ||= state.structure !== before.structure;
    if (state.cursor !== before.cursor || state.data !== before.data || state.picture !== before.picture || stale) show();
  });
  onTouch(player, (keys) => store.state.picture === "matrices" && lightTouched(box, keys));
  touchBy(player, box);
  pointBy(player, box, ".tile");
  show();
  return box;
}

/**
 * @param {Player} player
 * @param {{width: number, height: number}} size
 * @param {Tile[]} tiles takes the tiles that are made
 */
function drawColumns(player, size, tiles) {
  const { state } = player.store, columns = state.structure.see.tiles;
  const cell = cellSize(state, columns, size);
  const phases = el("div", { class: "column ways", "aria-hidden": "true" }, ...["forward", "backward", "update"].map((phase) => el("div", { class: `phase ${phase}` }, columns.some(has(phase)) ? player.text(`phase.${phase}`) : "")));
  return [phases, ...columns.map((column) => {
    const stack = (/** @type {string[]} */ names, /** @type {string} */ row) => el("div", { class: row }, ...names.map((name) => drawTile(player, name, cell, tiles)));
    return el("div", { class: "column" }, stack(column.ahead ? [column.ahead] : [], "ahead"), stack(column.back, "back"), stack(column.new, "new"));
  })];
}

/** @param {string} phase */
function has(phase) {
  return (/** @type {import("../types.js").TileColumn} */ { ahead, back, new: next }) => (phase === "forward" ? ahead !== null : phase === "backward" ? back.length > 0 : next.length > 0);
}

/**
 * The largest entries with which all fits side by side.
 * @param {State} state
 * @param {import("../types.js").TileColumn[]} columns
 * @param {{width: number, height: number}} size
 */
function cellSize(state, columns, size) {
  const cols = (/** @type {string} */ name) => Math.min(MOST, nameOf(state, name).cols), rows = (/** @type {string} */ name) => Math.min(MOST, nameOf(state, name).rows);
  const across = columns.reduce((sum, { ahead, back, new: next }) => sum + Math.max(2, ahead ? cols(ahead) : 0, back.reduce((all, name) => all + cols(name), 0), next.reduce((all, name) => all + cols(name), 0)), 0);
  const highest = (/** @type {(column: import("../types.js").TileColumn) => string[]} */ pick) => Math.max(0, ...columns.flatMap(pick).map(rows));
  const down = highest(({ ahead }) => (ahead ? [ahead] : [])) + highest(({ back }) => back) + highest((column) => column.new);
  const wide = (size.width - WAYS - columns.length * GAP) / across, high = (size.height - 3 * (LABEL + ROW_GAP) - 16) / down;
  return Math.max(SMALLEST, Math.min(LARGEST, wide, high));
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {number} cell
 * @param {Tile[]} tiles
 */
function drawTile(player, name, cell, tiles) {
  const { state } = player.store, { rows, cols, plain } = nameOf(state, name);
  const width = Math.min(MOST, cols) * cell, height = Math.min(MOST, rows) * cell;
  const mini = createMini(state, name, { x: 0, y: 0, width, height });
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  picture.append(svg("rect", { class: "frame", width: width - 0.5, height: height - 0.5, rx: 2 }), mini.element);
  const element = el("button", { type: "button", class: "tile", "data-name": name, "aria-label": `${plain} ${shapeOf(state, name)}` }, label(state, name), picture);
  keepFocus(element);
  element.addEventListener("click", () => player.visit(name));
  tiles.push({ name, element, mini });
  return element;
}

/**
 * @param {State} state
 * @param {Tile} tile
 */
function showTile(state, { name, element }) {
  const step = currentStep(state), now = step.name === name;
  const classes = ["tile", now ? `now ${step.phase}` : step.reads.includes(name) ? `reads ${step.phase}` : "", isReached(state, name) ? "" : "unreached"].filter(Boolean).join(" ");
  if (!element.classList.contains("pointed") || now) element.className = classes;
  assign(element, { "aria-current": now ? "step" : null });
  if (now) element.scrollIntoView?.({ block: "nearest", inline: "nearest" });
}
