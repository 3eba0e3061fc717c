/** The paths of one entry to the loss. Point at one, and its cells light up in the player. */

import { label } from "../boxes.js";
import { el } from "../dom.js";
import { keyOf } from "../model.js";
import { format } from "../numbers.js";
import { say } from "./say.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").Panel} Panel */
/** @typedef {[string, number, number]} Place */
/** @typedef {{cells: Place[], factors: import("../types.js").Cell[], product: import("../types.js").Cell}} Path */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawPaths(player, panel) {
  const [row, col] = panel.at;
  /** @type {Path[]} */
  const paths = panel.paths;
  const list = el("ol", { class: "paths" }, ...paths.map((path) => drawPath(player, path)));
  return [
    el("p", {}, say(player, "paths", { count: panel.count, name: panel.name, row: row + 1, col: col + 1, total: format(panel.total) })),
    el("p", { class: "hint" }, say(player, "path_hint")),
    list,
  ];
}

/**
 * @param {Player} player
 * @param {Path} path
 */
function drawPath(player, { cells, factors, product }) {
  const { state } = player.store;
  const way = cells.flatMap(([name, row, col], index) => [index > 0 ? " → " : "", label(state, name), state.structure.names[name]?.scalar ? "" : el("sub", {}, `${row + 1}${col + 1}`)]);
  const made = el("button", { type: "button" }, el("span", { class: "cells" }, ...way), el("span", { class: "product" }, `${factors.map(bracketed).join(" · ")} = ${format(product)}`));
  const on = () => light(player, cells), off = () => light(player, []);
  for (const type of ["pointerenter", "focus"]) made.addEventListener(type, on);
  for (const type of ["pointerleave", "blur"]) made.addEventListener(type, off);
  return el("li", {}, made);
}

/** @param {import("../types.js").Cell} factor */
function bracketed(factor) {
  const text = format(factor);
  return text.startsWith("−") ? `(${text})` : text;
}

/**
 * @param {Player} player
 * @param {Place[]} cells
 */
function light(player, cells) {
  const keys = new Set(cells.map(([name, row, col]) => keyOf(name, row, col))), names = new Set(cells.map(([name]) => name));
  for (const td of player.root.querySelectorAll("td[data-key]")) td.classList.toggle("warm", keys.has(td.getAttribute("data-key") ?? ""));
  for (const node of player.root.querySelectorAll(".node[data-name]")) node.classList.toggle("along", names.has(node.getAttribute("data-name") ?? ""));
}
