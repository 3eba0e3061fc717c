/** The sparsity pattern of a matrix that is too large for numbers: where its entries are not zero. */

import { svg } from "../core/dom.js";

const SIDE = 360;
const THINNEST = 26;

/**
 * @param {[number, number]} size rows and columns
 * @param {string[] | null} pattern rows of `#` where an entry is not zero; null if only the structure is known
 * @param {string} structure
 * @param {string} title
 */
export function drawSparsity([rows, columns], pattern, structure, title) {
  const scale = SIDE / Math.max(rows, columns);
  const wide = Math.max(THINNEST, columns * scale);
  const high = Math.max(THINNEST, rows * scale);
  const picture = svg("svg", {
    class: "pattern",
    viewBox: `-1 -1 ${wide + 2} ${high + 2}`,
    width: wide,
    height: high,
    role: "img",
    "aria-label": title,
  });
  picture.append(svg("title", {}, title), svg("rect", { class: "frame", width: wide, height: high }));
  if (pattern) picture.append(svg("path", { class: "there", d: squares(pattern, wide, high) }));
  else if (structure === "diagonal")
    picture.append(svg("line", { class: "diagonal", x1: 0, y1: 0, x2: wide, y2: high }));
  else picture.append(svg("rect", { class: structure === "full" ? "there" : "some", width: wide, height: high }));
  return picture;
}

/**
 * Draw the runs of nonzero entries as one path.
 * @param {string[]} pattern
 * @param {number} wide
 * @param {number} high
 */
function squares(pattern, wide, high) {
  const h = high / pattern.length;
  const w = wide / (pattern[0]?.length ?? 1);
  return pattern
    .flatMap((row, i) =>
      [...row.matchAll(/#+/g)].map(
        (run) => `M${run.index * w} ${i * h}h${run[0].length * w}v${h}h${-run[0].length * w}z`,
      ),
    )
    .join("");
}
