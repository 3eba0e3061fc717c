/** How much of the graph a step needs: the box around the node that it computes and those that it reads. */

import { currentStep, nodeOf } from "../core/model.js";
import { boxOf } from "./figure.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Structure} Structure */
/** @typedef {import("./figure.js").Box} Box */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect */

/** How much closer together the rows may stand: the gaps between them give way, the nodes keep their height. */
export const FLATTEST = 0.68;
/** At a smaller scale no name can be read, however large it is written on its node. */
export const LEAST_SCALE = 0.43;
/** What is left around the nodes that are kept in view. */
const MARGIN = 14;
/** The place of the graph has this padding above and below. */
export const PADDING = 8;

/** @type {WeakMap<Structure, Map<string, Box>>} */
const boxes = new WeakMap();

/**
 * Compute how high the place of the graph has to be for the present step, so that its nodes can be read.
 * @param {State} state
 * @param {number} width of the place
 * @returns {number} infinite where it is too narrow
 */
export function leastHeight(state, width) {
  const { layout } = state.structure.figure;
  const { left, right, top, bottom } = around(boxesOfStep(state), layout);
  const flat = mayBeFlat(state) ? FLATTEST : 1;
  return LEAST_SCALE * (right - left) > width ? Infinity : Math.ceil(LEAST_SCALE * flat * (bottom - top)) + PADDING;
}

/**
 * Tell whether the rows may stand closer together. A group that is folded has no row, and needs its height.
 * @param {State} state
 */
export function mayBeFlat({ folded }) {
  return folded.size === 0;
}

/** @param {State} state */
function boxesOfStep(state) {
  const known = boxesOf(state.structure);
  const { name, reads } = currentStep(state);
  return [name, ...reads].flatMap((one) => known.get(nodeOf(state, one)) ?? []);
}

/**
 * @param {Structure} structure
 * @returns {Map<string, Box>}
 */
function boxesOf(structure) {
  const { nodes, figure } = structure;
  const shapes = /** @type {{path: string}[]} */ (figure.layout["shapes"]);
  const found =
    boxes.get(structure) ?? new Map(nodes.map(({ name, shape }) => [name, boxOf(shapes[shape]?.path ?? "")]));
  boxes.set(structure, found);
  return found;
}

/**
 * The box around some nodes, with what is left around them, inside the picture.
 * @param {Box[]} nodes
 * @param {{width: number, height: number}} frame
 * @returns {Rect}
 */
export function around(nodes, { width, height }) {
  const edges = (/** @type {(node: Box) => number} */ at) => nodes.map(at);
  return {
    left: Math.max(0, Math.min(...edges(({ x, width: wide }) => x - wide / 2)) - MARGIN),
    right: Math.min(width, Math.max(...edges(({ x, width: wide }) => x + wide / 2)) + MARGIN),
    top: Math.max(0, Math.min(...edges(({ y, height: high }) => y - high / 2)) - MARGIN),
    bottom: Math.min(height, Math.max(...edges(({ y, height: high }) => y + high / 2)) + MARGIN),
  };
}
