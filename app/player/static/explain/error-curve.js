/**
 * The error of a central difference against its step size, both on logarithmic axes. A large step misses the curvature,
 * a small step is lost in rounding.
 */

import { svg } from "../core/dom.js";
import { toNumber } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Cell} Cell */

const WIDE = 276;
const HIGH = 44;
const EDGE = 10;
const LEAST = -14;
const MOST = 1;
const STEPS = 11;

/**
 * @param {[number, Cell][]} points step and relative error
 * @param {number} power of the present step size, 10 to minus this
 * @param {string} title
 */
export function drawErrorCurve(points, power, title) {
  const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": title });
  const spots = points.map(([h, error]) => [across(-Math.log10(h)), down(error)]);
  const now = points.findIndex(([h]) => Math.abs(Math.log10(h) + power) < 0.5);
  const [x, y] = spots[now] ?? [0, 0];
  picture.append(
    svg("title", {}, title),
    svg("line", { class: "limit", x1: EDGE, x2: WIDE - EDGE, y1: down(1e-5), y2: down(1e-5) }),
    svg("polyline", { class: "curve", points: spots.map((spot) => spot.join()).join(" ") }),
    ...spots.map(([cx = 0, cy = 0]) => svg("circle", { class: "dot", cx, cy, r: 2 })),
    svg("line", { class: "now", x1: x ?? 0, x2: x ?? 0, y1: 0, y2: HIGH }),
    svg("circle", { class: "here", cx: x ?? 0, cy: y ?? 0, r: 4.5 }),
  );
  return picture;
}

/** @param {number} power */
function across(power) {
  return EDGE + ((power - 1) / STEPS) * (WIDE - 2 * EDGE);
}

/** @param {Cell} error */
function down(error) {
  const x = toNumber(error);
  const log = Number.isFinite(x) ? Math.log10(Math.max(x, 10 ** LEAST)) : MOST;
  return 4 + ((MOST - Math.min(MOST, log)) / (MOST - LEAST)) * (HIGH - 8);
}
