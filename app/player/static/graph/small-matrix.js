/**
 * A matrix as a small grid of colours in an SVG: blue and orange for values, teal and magenta for gradients, and a
 * minus in negative entries.
 */

import { assign, svg } from "../core/dom.js";
import { cellOf, isGradient, keyOf, matrixOf, nameOf } from "../core/model.js";
import { tint, toNumber } from "../core/numbers.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {{x: number, y: number, width: number, height: number}} Area */
/**
 * @typedef {object} SmallMatrix
 * @property {string} name
 * @property {SVGGElement} element
 * @property {(state: State, shown?: string) => void} refresh
 * @property {(key: string) => {x: number, y: number} | null} centre
 */

/** Only so many rows and columns are drawn: more would be too small to see. */
const MOST = 24;
/** Below this size in pixels no minus is drawn. */
const LEGIBLE = 8;
/** The opacity of the deepest tint, at which the minus can still be seen. */
const STRENGTH = 0.8;

/** More entries than this are drawn as one path for each shade: single rectangles would be slow to style. */
const MANY = 64;
const SHADES = 8;

/**
 * @param {State} state
 * @param {string} name
 * @param {Area} area
 * @returns {SmallMatrix}
 */
export function createSmallMatrix(state, name, area) {
  const { rows, cols } = nameOf(state, name);
  const down = Math.min(rows, MOST);
  const across = Math.min(cols, MOST);
  const wide = area.width / across;
  const high = area.height / down;
  const element = svg("g", { class: isGradient(state, name) ? "mini gradient" : "mini", "data-name": name });
  const places = Array.from({ length: down * across }, (_, index) => ({
    row: Math.floor(index / across),
    col: index % across,
  }));
  const middle = (/** @type {Place} */ { row, col }) => ({
    x: area.x + (col + 0.5) * wide,
    y: area.y + (row + 0.5) * high,
  });
  const cells = places.map(({ row, col }) => ({ row, col, x: area.x + col * wide, y: area.y + row * high }));
  const fill = places.length > MANY ? inShades(element, cells, wide, high) : inCells(element, name, cells, wide, high);
  return {
    name,
    element,
    refresh(now, shown = name) {
      const { top } = matrixOf(now, shown);
      fill(
        cells.map(({ row, col }) => toNumber(cellOf(now, shown, row, col))),
        top,
      );
    },
    centre(key) {
      const place = places.find(({ row, col }) => keyOf(name, row, col) === key);
      return place ? middle(place) : null;
    },
  };
}

/** @typedef {{row: number, col: number}} Place */
/** @typedef {Place & {x: number, y: number}} Cell an entry and its corner */
/** @typedef {(values: number[], top: number) => void} Fill */

/**
 * Draw a rectangle for every entry, which can be pointed at.
 * @param {SVGElement} element
 * @param {string} name
 * @param {Cell[]} cells
 * @param {number} wide
 * @param {number} high
 * @returns {Fill}
 */
function inCells(element, name, cells, wide, high) {
  const gap = Math.min(1, wide / 8, high / 8);
  const minus = drawMinus(cells, wide, high);
  const rects = cells.map(({ row, col, x, y }) =>
    svg("rect", {
      x,
      y,
      width: wide - gap,
      height: high - gap,
      rx: Math.min(2, wide / 6),
      "data-key": keyOf(name, row, col),
    }),
  );
  element.append(...rects, minus.path);
  return (values, top) => {
    for (const [index, rect] of rects.entries()) {
      const value = values[index] ?? NaN;
      assign(rect, { class: value < 0 ? "negative" : null, "fill-opacity": (STRENGTH * tint(value, top)).toFixed(2) });
    }
    minus.fill(values);
  };
}

/**
 * Draw a minus in every negative entry that is large enough for it.
 * @param {Cell[]} cells
 * @param {number} wide
 * @param {number} high
 */
function drawMinus(cells, wide, high) {
  const path = svg("path", { class: "minus" });
  const half = Math.min(wide, high) / 4;
  const line = (/** @type {Cell} */ { x, y }, /** @type {number} */ index, /** @type {number[]} */ values) =>
    (values[index] ?? 0) < 0 ? `M${x + wide / 2 - half},${y + high / 2}h${2 * half}` : "";
  return {
    path,
    fill: (/** @type {number[]} */ values) =>
      assign(path, { d: half * 4 < LEGIBLE ? null : cells.map((cell, index) => line(cell, index, values)).join("") }),
  };
}

/**
 * Draw one path for every shade of each sign.
 * @param {SVGElement} element
 * @param {Cell[]} cells
 * @param {number} wide
 * @param {number} high
 * @returns {Fill}
 */
function inShades(element, cells, wide, high) {
  const gap = Math.min(1, wide / 8, high / 8);
  const shades = ["positive", "negative"].flatMap((sign) =>
    Array.from({ length: SHADES }, (_, index) =>
      svg("path", { class: `shade ${sign}`, opacity: ((STRENGTH * (index + 1)) / SHADES).toFixed(2) }),
    ),
  );
  const minus = drawMinus(cells, wide, high);
  element.append(...shades, minus.path);
  return (values, top) => {
    const lines = shades.map(() => "");
    for (const [index, { x, y }] of cells.entries()) {
      const value = values[index] ?? 0;
      const shade = Math.ceil(tint(value, top) * SHADES) - 1 + (value < 0 ? SHADES : 0);
      if (value !== 0 && lines[shade] !== undefined)
        lines[shade] += `M${x},${y}h${wide - gap}v${high - gap}h${gap - wide}z`;
    }
    for (const [index, path] of shades.entries()) assign(path, { d: lines[index] ?? "" });
    minus.fill(values);
  };
}

/**
 * Fit a matrix into an area: its entries at most `most` wide, and at most twice as wide as high.
 * @param {State} state
 * @param {string} name
 * @param {Area} area
 * @param {number} most
 * @returns {Area}
 */
export function fittedArea(state, name, area, most) {
  const { rows, cols } = nameOf(state, name);
  const down = Math.min(rows, MOST);
  const across = Math.min(cols, MOST);
  // A small node may have no room beside its name.
  const high = Math.max(0, Math.min(most, area.height / down));
  const wide = Math.max(0, Math.min(most, area.width / across, high * 2));
  const width = wide * across;
  const height = high * down;
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
}
