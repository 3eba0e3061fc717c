/**
 * The picture of all matrices, in the order of the computation: forward values, their gradients below, updated
 * parameters at the bottom.
 */

import { afterPaint } from "../core/after-paint.js";
import { label } from "../core/boxes.js";
import { el, keepFocus, svg, updateAttribute } from "../core/dom.js";
import { currentStep, isReached, nameOf, shapeOf } from "../core/model.js";
import { lightEntries, onPointedEntries, pointByEntry } from "../core/pointed-entries.js";
import { pointByName } from "../core/pointing.js";
import { hasChanged } from "../core/store.js";
import { MOST, bandsOf, rowsOf } from "./matrix-bands.js";
import { drawLater, watchSize } from "./size.js";
import { createSmallMatrix } from "./small-matrix.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {{name: string, element: HTMLElement, mini: import("./small-matrix.js").SmallMatrix}} Tile */

const PHASES = ["forward", "backward", "update"];

/**
 * @param {Player} player
 * @param {Element} place whose size the picture takes
 */
export function createMatrices(player, place) {
  const { store } = player;
  const box = el("div", { class: "tiles", role: "group", "aria-label": player.text("see.matrices") });
  /** @type {Tile[]} */
  let tiles = [];
  /** @type {object | null} */
  let filled = null;
  let stale = true;
  let scrolls = false;
  const size = { width: 0, height: 0 };
  const buildLater = drawLater(player, build);
  const keepInView = afterPaint(() =>
    tiles
      .find(({ name }) => name === currentStep(store.state).name)
      ?.element.scrollIntoView({ block: "nearest", inline: "nearest" }),
  );
  function show() {
    const { state } = store;
    const on = state.picture === "matrices";
    box.classList.toggle("stored", !on);
    if (size.width === 0) return;
    if (!on && stale) buildLater();
    if (!on) return;
    build();
    if (filled !== state.data.values) fill();
    for (const tile of tiles) showTile(state, tile);
    if (scrolls) keepInView();
  }
  function build() {
    if (!stale) return;
    stale = false;
    tiles = [];
    const { columns, cell, scrolls: wide } = bandsOf(store.state, store.state.structure.see.tiles, size);
    scrolls = wide;
    box.replaceChildren(...drawBands(player, columns, cell, tiles));
    fill();
  }
  function fill() {
    for (const { mini } of tiles) mini.refresh(store.state);
    filled = store.state.data.values;
  }
  watchSize(player, place, size, () => {
    stale = true;
    show();
  });
  store.subscribe((state, before) => {
    stale ||= state.structure !== before.structure;
    if (hasChanged(state, before, "cursor", "data", "picture") || stale) show();
  });
  onPointedEntries(player, (keys) => store.state.picture === "matrices" && lightEntries(box, keys));
  pointByEntry(player, box);
  pointByName(player, box, ".tile");
  show();
  return box;
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").TileColumn[][]} columns
 * @param {number} cell
 * @param {Tile[]} tiles receives the tiles
 */
function drawBands(player, columns, cell, tiles) {
  return columns.map((band) => {
    const matrixColumns = band.map((column) =>
      el(
        "div",
        { class: "column" },
        ...rowsOf(column).map((names) => el("div", {}, ...names.map((name) => drawTile(player, name, cell, tiles)))),
      ),
    );
    const ways = PHASES.map((phase, row) =>
      el(
        "div",
        { class: `phase ${phase}` },
        band.some((column) => (rowsOf(column)[row] ?? []).length > 0) ? player.text(`phase.${phase}`) : "",
      ),
    );
    return el(
      "div",
      { class: "band" },
      el("div", { class: "column ways", "aria-hidden": "true" }, ...ways),
      ...matrixColumns,
    );
  });
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {number} cell
 * @param {Tile[]} tiles
 */
function drawTile(player, name, cell, tiles) {
  const { state } = player.store;
  const { rows, cols, plain } = nameOf(state, name);
  const width = Math.min(MOST, cols) * cell;
  const height = Math.min(MOST, rows) * cell;
  const mini = createSmallMatrix(state, name, { x: 0, y: 0, width, height });
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  picture.append(svg("rect", { class: "rim", width: width - 0.5, height: height - 0.5, rx: 2 }), mini.element);
  const element = el(
    "button",
    { type: "button", class: "tile", "data-name": name, "aria-label": `${plain} ${shapeOf(state, name)}` },
    label(state, name),
    picture,
  );
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
  const step = currentStep(state);
  const now = step.name === name;
  const pointed = element.classList.contains("pointed") ? "pointed" : "";
  const classes = [
    "tile",
    pointed,
    now ? `now ${step.phase}` : step.reads.includes(name) ? `reads ${step.phase}` : "",
    isReached(state, name) ? "" : "unreached",
  ]
    .filter(Boolean)
    .join(" ");
  updateAttribute(element, "class", classes);
  updateAttribute(element, "aria-current", now ? "step" : null);
}
