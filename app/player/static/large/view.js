/** A large matrix: a picture of all of it, and beside it the part that is looked at, down to single numbers. */

import { el, icon, keepFocus } from "../core/dom.js";
import { stretchOf, requestStretch } from "../core/large-values.js";
import { nameOf, summaryOf } from "../core/model.js";
import { format, toNumber } from "../core/numbers.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { createDetail } from "./detail.js";
import { createFrames } from "./frames.js";
import { gestures } from "./gestures.js";
import { paint, paletteOf } from "./paint.js";
import { all, around, CLOSE, isAll, isClose, zoomed } from "./window.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Window} Window */
/** @typedef {import("../matrix/grid.js").Grid} Grid */

const STYLE = await loadSheet("large/large");
const CLOSER = "M12 5v14M5 12h14";
const FARTHER = "M5 12h14";
const WHOLE = "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5";
const STEP = 3;

/**
 * The part of each value that was looked at last, kept from step to step.
 * @type {Map<string, Window>}
 */
const looked = new Map();

/**
 * @param {Player} player
 * @param {Grid} grid
 * @param {import("../matrix/cells.js").GridOptions} options
 * @param {HTMLElement} host
 * @returns {import("../matrix/large.js").View}
 */
export function createView(player, grid, options, host) {
  adoptSheet(player.root, STYLE);
  const { name } = grid;
  const transposed = options.transposed ?? false;
  const whole = () => nameOf(player.store.state, name);
  const canvas = el("canvas", {});
  const overview = el("div", { class: "overview" }, canvas);
  const frames = createFrames(overview, transposed);
  const detail = createDetail(player, grid, options);
  const range = el("p", { class: "range" });
  const tools = el("div", { class: "tools" });
  host.replaceChildren(el("div", { class: "looking" }, overview, detail.element), range);
  host.append(tools);
  let window = looked.get(placeKey(player, name)) ?? all(whole());

  function look(/** @type {Window} */ next) {
    window = next;
    looked.set(placeKey(player, name), window);
    refresh();
  }
  function refresh() {
    const { state } = player.store;
    const summary = summaryOf(state, name);
    const extent = whole();
    if (!summary) return;
    paint(canvas, summary.heat, transposed, paletteOf(host));
    const isWhole = isAll(extent, window);
    const stretch = isWhole ? null : stretchOf(state, name, window);
    if (!isWhole && !stretch) requestStretch(player, name, window);
    detail.show(isWhole ? null : window, stretch, isClose(extent, window));
    frames.window(extent, isWhole ? null : window);
    range.textContent = isWhole ? sayRange(player, summary) : sayWindow(player, window);
    describe(player, overview, name, summary);
    host.classList.toggle("near", !isWhole);
    host.closest(".tail")?.parentElement?.classList.toggle("with-near-result", !isWhole);
  }
  /** @type {import("./gestures.js").Act["zoom"]} */
  const zoom = (by, at) => look(zoomed(whole(), window, by, at));
  const act = {
    zoom,
    jump: (/** @type {{row: number, col: number}} */ at) => look(around(whole(), CLOSE, at.row + 0.5, at.col + 0.5)),
    look,
    whole,
    window: () => window,
  };
  tools.append(
    tool(player.text("large.out"), FARTHER, () => zoom(1 / STEP)),
    tool(player.text("large.in"), CLOSER, () => zoom(STEP)),
    tool(player.text("large.whole"), WHOLE, () => look(all(whole()))),
  );
  gestures(overview, detail.element, act, transposed);
  refresh();
  return { refresh, light: (keys) => frames.light(whole(), keys, name) };
}

/**
 * @param {Player} player
 * @param {string} name
 */
function placeKey(player, name) {
  const { rows, cols } = nameOf(player.store.state, name);
  return `${name} ${rows} ${cols}`;
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").Summary} summary
 */
function sayRange(player, summary) {
  const least = short(summary.least);
  const most = short(summary.most);
  return player.text("large.range", { least, most });
}

/**
 * @param {Player} player
 * @param {Window} window
 */
function sayWindow(player, { row, col, rows, cols }) {
  return player.text("large.window", { top: row + 1, bottom: row + rows, left: col + 1, right: col + cols });
}

/**
 * Write a number with two digits, which is enough for a range.
 * @param {import("../core/types.js").Cell} cell
 */
function short(cell) {
  const x = toNumber(cell);
  return format(Number.isFinite(x) ? Number(x.toPrecision(2)) : cell);
}

/**
 * @param {Player} player
 * @param {HTMLElement} overview
 * @param {string} name
 * @param {import("../core/types.js").Summary} summary
 */
function describe(player, overview, name, summary) {
  const { plain, rows, cols } = nameOf(player.store.state, name);
  const block = [rows / summary.heat.rows, cols / summary.heat.cols].map((size) => Math.ceil(size));
  const [least = "", most = "", mean = ""] = [summary.least, summary.most, summary.mean].map(short);
  const shape = `${rows}×${cols}`;
  const [down = 1, across = 1] = block;
  overview.setAttribute("aria-label", player.text("large.about", { name: plain, shape, least, most, mean }));
  const blockText = block.every((size) => size === 1) ? "" : player.text("large.block", { rows: down, cols: across });
  overview.title = [player.text("large.hint"), blockText].filter(Boolean).join(" ");
}

/**
 * @param {string} name
 * @param {string} path
 * @param {() => void} act
 */
function tool(name, path, act) {
  const button = el(
    "button",
    { type: "button", class: "tool", "aria-label": name, title: name, tabindex: "-1" },
    icon(path),
  );
  keepFocus(button);
  button.addEventListener("click", act);
  return button;
}
