/** The paths of one entry to the loss. Pointing at a path highlights its cells. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { keyOf } from "../core/model.js";
import { format } from "../core/numbers.js";
import { entryLabel } from "./entry.js";
import { highlight } from "./highlight.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {[string, number, number]} Spot */
/** @typedef {{cells: Spot[], factors: Cell[], product: Cell}} Path */
/**
 * @typedef {{
 *   name: string,
 *   at: [number, number],
 *   count: number,
 *   total: Cell,
 *   paths: Path[],
 *   [key: string]: any
 * }} Paths
 */

/**
 * @param {Player} player
 * @param {Paths} answer
 * @returns {HTMLElement[]}
 */
export function drawPaths(player, { name, at: [row, col], count, total, paths }) {
  const about = { count, name, row: row + 1, col: col + 1, total: format(total) };
  if (count === 0 || paths.length === 0) return [el("p", {}, player.text("explain.no_paths", about))];
  const rest = count - paths.length;
  const list = el("ol", { class: "paths" }, ...paths.map((path) => drawPath(player, path)));
  return [
    el("p", {}, player.text("explain.paths_of", about)),
    el("p", { class: "hint" }, player.text("explain.path_hint")),
    list,
    ...(rest > 0 ? [el("p", { class: "hint" }, player.text("explain.more_paths", { count: rest }))] : []),
    el("p", { class: "total" }, player.text("explain.total"), " ", el("b", {}, format(total))),
  ];
}

/**
 * @param {Player} player
 * @param {Path} path
 */
function drawPath(player, { cells, factors, product }) {
  const { state } = player.store;
  const way = cells.flatMap(([name, row, col], index) => [
    index > 0 ? el("span", { class: "to" }, " → ") : "",
    spotLabel(state, name, row, col),
  ]);
  const button = el(
    "button",
    { type: "button" },
    el("span", { class: "cells" }, ...way),
    el("span", { class: "product" }, `${factors.map(bracketed).join(" · ")} = `, el("b", {}, format(product))),
  );
  const keys = cells.map((cell) => keyOf(...cell));
  for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => highlight(player, keys));
  for (const type of ["pointerleave", "blur"]) button.addEventListener(type, () => highlight(player, []));
  return el("li", { class: Number(product) === 0 ? "dead" : null }, button);
}

/**
 * Draw the name of an entry; without row and column for a value whose scene is not loaded yet.
 * @param {import("../core/types.js").State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
function spotLabel(state, name, row, col) {
  return name in state.structure.names ? entryLabel(state, { name, row, col }) : label(state, name);
}

/** @param {Cell} factor */
function bracketed(factor) {
  const text = format(factor);
  return text.startsWith("−") ? `(${text})` : text;
}
