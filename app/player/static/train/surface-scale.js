/** How a loss surface is scaled: what matters is seen, and steep walls around it are cut off. */

/** @typedef {{top: number, isLogarithmic: boolean}} Scale */

/** The surface is seen to somewhat above the path, and at least so large a share of it. */
const ABOVE = 1.2;
const SHARE = 0.8;
/** What spans more than this factor is drawn on a logarithmic scale. */
const SPAN = 1000;

/**
 * @param {(number | null)[][]} rows
 * @param {(number | null)[]} losses of the path
 * @returns {Scale}
 */
export function scaleOf(rows, losses) {
  const [heights, path] = [finite(rows.flat()), finite(losses)];
  const top = Math.max(ABOVE * (path.at(-1) ?? 0), heights[Math.floor(SHARE * (heights.length - 1))] ?? 0);
  const least = Math.min(heights[0] ?? top, path[0] ?? top);
  return { top, isLogarithmic: least > 0 && top / least > SPAN };
}

/**
 * The height at which a loss is drawn; a gap where it is not finite.
 * @param {number | null} loss
 * @param {Scale} scale
 */
export function heightOf(loss, { top, isLogarithmic }) {
  if (loss === null) return null;
  const seen = Math.min(loss, top);
  return isLogarithmic ? Math.log10(seen) : seen;
}

/** In order. @param {(number | null)[]} values */
function finite(values) {
  return /** @type {number[]} */ (values.filter((value) => value !== null)).sort((a, b) => a - b);
}
