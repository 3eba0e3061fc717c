/**
 * The part of a large matrix that is looked at: a picture, or numbers if it is small enough. They are edited and
 * explained like any other.
 */

import { el } from "../core/dom.js";
import { formatFor } from "../core/numbers.js";
import { rove } from "../core/roving.js";
import { drawCell, refresh as write, tableName } from "../matrix/cells.js";
import { paint, paletteOf } from "./paint.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Window} Window */
/** @typedef {import("../core/types.js").Stretch} Stretch */
/** @typedef {import("../matrix/grid.js").Grid} Grid */

/**
 * @param {Player} player
 * @param {Grid} grid
 * @param {import("../matrix/cells.js").GridOptions} options
 */
export function createDetail(player, grid, options) {
  const element = el("div", { class: "detail", hidden: true });
  const transposed = options.transposed ?? false;
  let drawn = "";

  function numbers(/** @type {Window} */ window, /** @type {Stretch | null} */ stretch) {
    const key = [window.row, window.col, window.rows, window.cols].join(":");
    if (key !== drawn) drawTable(window);
    drawn = key;
    if (stretch?.cells)
      write(player.store.state, grid.name, grid.cells, {
        format: formatFor(stretch.cells, player.store.state.display.digits),
        changed: stretch.changed ?? [],
      });
  }
  function drawTable(/** @type {Window} */ window) {
    const { state } = player.store;
    grid.cells.clear();
    const table = el("table", { role: "grid", "aria-label": tableName(state, grid.name, options) });
    const [down, across] = transposed ? sides(window).reverse() : sides(window);
    table.append(
      el("tr", { "aria-hidden": "true" }, el("th"), ...(across ?? []).map((j) => el("th", {}, String(j + 1)))),
    );
    for (const i of down ?? []) {
      const line = table.insertRow();
      line.append(el("th", { "aria-hidden": "true" }, String(i + 1)));
      for (const j of across ?? []) line.append(drawCell(state, grid.name, options, grid.cells, i, j));
    }
    rove(table, "td[data-key]", { home: true });
    element.replaceChildren(table);
  }
  function picture(/** @type {Stretch | null} */ stretch) {
    drawn = "";
    grid.cells.clear();
    if (!stretch?.heat) return;
    const canvas = el("canvas", {});
    element.replaceChildren(canvas);
    paint(canvas, stretch.heat, transposed, paletteOf(element));
  }
  return {
    element,
    show(/** @type {Window | null} */ window, /** @type {Stretch | null} */ stretch, /** @type {boolean} */ isClose) {
      element.hidden = window === null;
      if (window === null) return picture(null);
      if (isClose) numbers(window, stretch);
      else picture(stretch);
    },
  };
}

/**
 * List the rows and the columns of a window.
 * @param {Window} window
 */
function sides({ row, col, rows, cols }) {
  return [Array.from({ length: rows }, (_, i) => row + i), Array.from({ length: cols }, (_, j) => col + j)];
}
