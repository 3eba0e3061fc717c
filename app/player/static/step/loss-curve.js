/** The loss of every iteration as a curve: where each point of it is, and the line through them. */

import { svg } from "../core/dom.js";
import { toNumber } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {{spots: (number | null)[], isLogarithmic: boolean}} Curve heights from 0 to 1; null without a finite loss */

const WIDE = 1000;
const HIGH = 100;
/** A larger ratio of the largest to the smallest loss is drawn on a logarithmic axis. */
const RATIO = 20;

/**
 * The height of every point between the smallest and the largest loss.
 * @param {Cell[]} losses
 * @returns {Curve}
 */
export function curveOf(losses) {
  const numbers = losses.map(toNumber);
  const finite = numbers.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const isLogarithmic = least > 0 && most / least > RATIO;
  const scale = isLogarithmic ? Math.log : (/** @type {number} */ x) => x;
  const [low, high] = [scale(least), scale(most)];
  const heightOf = (/** @type {number} */ x) => (high > low ? (scale(x) - low) / (high - low) : 0.5);
  return { spots: numbers.map((x) => (Number.isFinite(x) ? heightOf(x) : null)), isLogarithmic };
}

/**
 * How far from the left an iteration is, as a share of the width.
 * @param {number} iteration from 1
 * @param {number} count
 */
export function shareOf(iteration, count) {
  return count > 1 ? (iteration - 1) / (count - 1) : 0;
}

/**
 * The iteration at a share of the width.
 * @param {number} share
 * @param {number} count
 */
export function iterationAt(share, count) {
  return 1 + Math.round(Math.max(0, Math.min(1, share)) * (count - 1));
}

/**
 * Draw the line; it is broken where a loss is not finite.
 * @param {Curve} curve
 */
export function drawLine({ spots }) {
  let isBegun = false;
  const path = spots.map((height, k) => {
    const command = isBegun ? "L" : "M";
    isBegun = height !== null;
    if (height === null) return "";
    return `${command}${(shareOf(k + 1, spots.length) * WIDE).toFixed(1)} ${((1 - height) * HIGH).toFixed(1)}`;
  });
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { d: path.join(""), "vector-effect": "non-scaling-stroke" }),
  );
}
