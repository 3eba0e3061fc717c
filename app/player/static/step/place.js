/** Find a place for a box beside a cell: as near as possible, never over what it speaks of, seldom over anything else. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect */
/** @typedef {{width: number, height: number}} Size */
/**
 * @typedef {object} Surroundings
 * @property {Rect} goal the cell
 * @property {Rect[]} kept what the box never covers; the cell is among it
 * @property {Rect[]} spared what it covers only where there is no other place
 * @property {Rect} within
 */

const GAP = 9;
/** A pixel of a cell that the box speaks of counts as so many of distance, and a pixel of another one. */
const KEPT = 1000;
const SPARED = 0.05;

/**
 * @param {Size} size
 * @param {Surroundings} around
 * @returns {{x: number, y: number}} its left upper corner
 */
export function placeBeside(size, around) {
  const { goal, kept, spared, within } = around;
  const edges = [goal, ...kept, ...spared];
  const xs = alongside(edges, "left", "right", size.width, goal, within);
  const ys = alongside(edges, "top", "bottom", size.height, goal, within);
  let best = { x: within.left, y: within.top, cost: Infinity };
  for (const x of xs)
    for (const y of ys) {
      const box = { left: x, top: y, right: x + size.width, bottom: y + size.height };
      const near = distance(box, goal);
      // Most places are farther away than the best one costs: what they would cover need not be computed.
      if (near >= best.cost) continue;
      const cost = near + costOfCovering(box, kept, spared);
      if (cost < best.cost) best = { x, y, cost };
    }
  return { x: best.x, y: best.y };
}

/**
 * List the places along one axis: before and after each edge, level with the cell, all inside.
 * @param {Rect[]} edges
 * @param {"left" | "top"} from
 * @param {"right" | "bottom"} to
 * @param {number} length of the box
 * @param {Rect} goal
 * @param {Rect} within
 */
function alongside(edges, from, to, length, goal, within) {
  const middle = (goal[from] + goal[to] - length) / 2;
  const wanted = [middle, goal[from], goal[to] - length];
  for (const edge of edges) wanted.push(edge[to] + GAP, edge[from] - GAP - length);
  const most = Math.max(within[from], within[to] - length);
  return [...new Set(wanted.map((place) => Math.round(Math.min(most, Math.max(within[from], place)))))];
}

/**
 * @param {Rect} box
 * @param {Rect[]} kept
 * @param {Rect[]} spared
 */
function costOfCovering(box, kept, spared) {
  const covered = (/** @type {number} */ sum, /** @type {Rect} */ rect) => sum + overlap(box, rect);
  return KEPT * kept.reduce(covered, 0) + SPARED * spared.reduce(covered, 0);
}

/**
 * @param {Rect} a
 * @param {Rect} b
 */
function overlap(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/**
 * How far a box is from a cell; a little farther where it does not stand in the middle.
 * @param {Rect} box
 * @param {Rect} goal
 */
function distance(box, goal) {
  const across = Math.max(0, box.left - goal.right, goal.left - box.right);
  const down = Math.max(0, box.top - goal.bottom, goal.top - box.bottom);
  return Math.hypot(across, down) + 0.05 * Math.abs(box.left + box.right - goal.left - goal.right);
}
