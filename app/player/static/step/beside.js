/** Lay the written sum beside the cell that it speaks of. What is read of the page is read in one go, before a paint. */

import { placeBeside } from "./place.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./place.js").Rect} Rect */

const TOLD = ".lit, .fed, .goal";
const MARGIN = 6;
/** What else should be seen: the formula, what is said, and the nodes of the step. */
const SEEN = ".formula math, aside .step-text, .graph .node:is(.now, .reads), .step-nodes .part";

/**
 * @param {Player} player
 * @param {HTMLElement} line the sum
 * @param {HTMLElement} numbers the element with the matrices
 * @returns {() => void} call it when the sum has changed
 */
export function keepBeside(player, line, numbers) {
  let frame = 0;
  const lay = () => {
    const stage = line.closest(".stage");
    if (!stage || line.hidden || !line.isConnected) return;
    const from = stage.getBoundingClientRect();
    const { width, height } = line.getBoundingClientRect();
    const { x, y } = placeBeside({ width, height }, surroundings(player, stage, numbers));
    line.style.setProperty("--x", `${x - Math.round(from.left)}px`);
    line.style.setProperty("--y", `${y - Math.round(from.top)}px`);
  };
  player.signal.addEventListener("abort", () => cancelAnimationFrame(frame));
  return () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(lay);
  };
}

/**
 * @param {Player} player
 * @param {Element} stage
 * @param {HTMLElement} numbers
 */
function surroundings(player, stage, numbers) {
  const boxOf = (/** @type {Element} */ element) => element.getBoundingClientRect();
  const grids = [...numbers.querySelectorAll(".grid")];
  const told = grids.flatMap((grid) => union([...grid.querySelectorAll(TOLD)].map(boxOf)));
  const cell = numbers.querySelector(".goal");
  const goal = cell ? boxOf(cell) : foot(boxOf(numbers));
  return {
    goal,
    kept: [goal, ...told],
    spared: [...grids, ...player.root.querySelectorAll(SEEN)].map(boxOf),
    within: inner(boxOf(player.root), boxOf(stage), stage.querySelector(".drawer")),
  };
}

/**
 * Between the top of the player and the bottom of the stage, beside an open drawer.
 * @param {Rect} player
 * @param {Rect} stage
 * @param {Element | null} drawer
 * @returns {Rect}
 */
function inner(player, stage, drawer) {
  const beside = drawer?.getBoundingClientRect();
  const right = beside && beside.width > 0 ? beside.left : player.right;
  return {
    left: Math.max(0, player.left) + MARGIN,
    top: Math.max(0, player.top) + MARGIN,
    right: Math.min(innerWidth, right) - MARGIN,
    bottom: Math.min(innerHeight, stage.bottom) - MARGIN,
  };
}

/**
 * The box around all boxes; none where there are none.
 * @param {Rect[]} boxes
 * @returns {Rect[]}
 */
function union(boxes) {
  const [first, ...others] = boxes;
  if (!first) return [];
  return [
    others.reduce(
      (/** @type {Rect} */ a, b) => ({
        left: Math.min(a.left, b.left),
        top: Math.min(a.top, b.top),
        right: Math.max(a.right, b.right),
        bottom: Math.max(a.bottom, b.bottom),
      }),
      first,
    ),
  ];
}

/**
 * The left lower corner: beside it stands the sum of an entry that has no cell here.
 * @param {Rect} box
 * @returns {Rect}
 */
function foot({ left, bottom }) {
  return { left, right: left, top: bottom, bottom };
}
