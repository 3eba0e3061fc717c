/** All matrices of the trace as heat grids in the order of the computation: ahead, below it the way back, and what is new. */

import { label } from "../boxes.js";
import { assign, el, keepFocus } from "../dom.js";
import { currentStep, isReached, nameOf, shapeOf } from "../model.js";
import { pointBy } from "../pointing.js";
import { MOST, bandsOf, rowsOf } from "./bands.js";
import { createMini, svg } from "./mini.js";
import { lightTouched, onTouch, touchBy } from "./touch.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").State} State */
/** @typedef {{name: string, element: HTMLElement, mini: import("./mini.js").Mini}} Tile */

const PHASES = ["forward", "backward", "update"];

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
    box.replaceChildren(...drawBands(player, size, tiles));
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
function drawBands(player, size, tiles) {
  const { state } = player.store, { columns, cell } = bandsOf(state, state.structure.see.tiles, size);
  return columns.map((band) => {
    const made = band.map((column) => el("div", { class: "column" }, ...rowsOf(column).map((names) => el("div", {}, ...names.map((name) => drawTile(player, name, cell, tiles))))));
    const ways = PHASES.map((phase, row) => el("div", { class: `phase ${phase}` }, band.some((column) => (rowsOf(column)[row] ?? []).length > 0) ? player.text(`phase.${phase}`) : ""));
    return el("div", { class: "band" }, el("div", { class: "column ways", "aria-hidden": "true" }, ...ways), ...made);
  });
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
  picture.append(svg("rect", { class: "rim", width: width - 0.5, height: height - 0.5, rx: 2 }), mini.element);
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
