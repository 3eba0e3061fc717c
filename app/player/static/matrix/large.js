/** The place of a matrix that is too large for numbers. What draws it is loaded with the first one. */

import { el } from "../core/dom.js";
import { nameOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./grid.js").Grid} Grid */
/**
 * @typedef {object} View
 * @property {() => void} refresh
 * @property {(keys: readonly string[]) => void} light
 */

const WIDEST = 172;
const HIGHEST = 168;
const NARROWEST = 20;
const SOFTENED = 0.6;

/**
 * @param {Player} player
 * @param {string} name
 * @param {import("./cells.js").GridOptions} options
 * @param {{class: string, caption: HTMLElement}} look
 * @returns {Grid}
 */
export function createLargeMatrix(player, name, options, look) {
  const host = el("div", { class: "large" });
  const element = el(
    "figure",
    { class: `${look.class} heat`, "data-name": name, "data-transposed": options.transposed },
    el("div", { class: "bracket" }, host),
    look.caption,
  );
  const { rows, cols } = nameOf(player.store.state, name);
  const picture = pictureSize(options.transposed ? cols : rows, options.transposed ? rows : cols);
  host.style.setProperty("--wide", `${picture.width}px`);
  host.style.setProperty("--high", `${picture.height}px`);
  /** @type {View | null} */
  let view = null;
  /** @type {readonly string[]} */
  let lit = [];
  /** @type {Grid} */
  const grid = {
    name,
    element,
    cells: new Map(),
    rows: 1,
    columns: () => [],
    lines: () => 1,
    picture,
    refresh: () => view?.refresh(),
    light: (keys) => {
      lit = keys;
      view?.light(keys);
    },
  };
  import("../large/view.js").then(
    ({ createView }) => {
      view = createView(player, grid, options, host);
      view.light(lit);
    },
    (/** @type {unknown} */ error) => console.error(error),
  );
  return grid;
}

/**
 * Find the size of a picture: longer sides are drawn longer, but a row of 784 columns still has a height.
 * @param {number} rows as drawn
 * @param {number} cols
 */
function pictureSize(rows, cols) {
  const ratio = (rows / cols) ** SOFTENED;
  const scale = Math.min(WIDEST, HIGHEST / ratio);
  return { width: Math.round(Math.max(NARROWEST, scale)), height: Math.round(Math.max(NARROWEST, scale * ratio)) };
}
