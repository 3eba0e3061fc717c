/** A matrix as a small grid of colours in an SVG: blue and orange, teal and magenta, and a minus where an entry is negative. */

import { assign } from "../dom.js";
import { cellOf, isGradient, keyOf, matrixOf, nameOf } from "../model.js";
import { tint, toNumber } from "../numbers.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {{x: number, y: number, width: number, height: number}} Area */
/** @typedef {{name: string, element: SVGGElement, refresh: (state: State, shown?: string) => void, centre: (key: string) => {x: number, y: number} | null}} Mini */

const SVG = "http://www.w3.org/2000/svg";
/** More rows or columns than these are left out: they would be too small to see. */
const MOST = 24;
/** Below this size a minus is not drawn. */
const LEGIBLE = 8;

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, import("../dom.js").Attribute>} [attributes]
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}) {
  const made = document.createElementNS(SVG, tag);
  assign(made, attributes);
  return made;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {Area} area
 * @returns {Mini}
 */
export function createMini(state, name, area) {
  const { rows, cols } = nameOf(state, name), down = Math.min(rows, MOST), across = Math.min(cols, MOST);
  const wide = area.width / across, high = area.height / down, gap = Math.min(1, wide / 8, high / 8);
  const element = svg("g", { class: isGradient(state, name) ? "mini gradient" : "mini", "data-name": name });
  const minus = svg("path", { class: "minus" });
  /** @type {{row: number, col: number, rect: SVGRectElement}[]} */
  const cells = [];
  for (let row = 0; row < down; row += 1) {
    for (let col = 0; col < across; col += 1) {
      const rect = svg("rect", { x: area.x + col * wide, y: area.y + row * high, width: wide - gap, height: high - gap, rx: Math.min(2, wide / 6), "data-key": keyOf(name, row, col) });
      cells.push({ row, col, rect });
      element.append(rect);
    }
  }
  element.append(minus);
  const middle = (/** @type {number} */ row, /** @type {number} */ col) => ({ x: area.x + (col + 0.5) * wide, y: area.y + (row + 0.5) * high });
  return {
    name, element,
    refresh(now, shown = name) {
      const { top } = matrixOf(now, shown), half = Math.min(wide, high) / 4;
      let line = "";
      for (const { row, col, rect } of cells) {
        const value = toNumber(cellOf(now, shown, row, col)), { x, y } = middle(row, col);
        assign(rect, { class: value < 0 ? "negative" : null, "fill-opacity": (0.8 * tint(value, top)).toFixed(2) });
        if (value < 0 && half * 4 >= LEGIBLE) line += `M${x - half},${y}h${2 * half}`;
      }
      assign(minus, { d: line });
    },
    centre(key) {
      const cell = cells.find(({ row, col }) => keyOf(name, row, col) === key);
      return cell ? middle(cell.row, cell.col) : null;
    },
  };
}

/**
 * The size at which a matrix fits into an area, its entries no larger than `most` and never thinner than they are high.
 * @param {State} state
 * @param {string} name
 * @param {Area} area
 * @param {number} most
 * @returns {Area}
 */
export function fitted(state, name, area, most) {
  const { rows, cols } = nameOf(state, name), down = Math.min(rows, MOST), across = Math.min(cols, MOST);
  const high = Math.min(most, area.height / down), wide = Math.min(most, area.width / across, high * 2);
  const width = wide * across, height = high * down;
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
}
