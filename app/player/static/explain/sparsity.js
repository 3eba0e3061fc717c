/** The sparsity pattern of a matrix that is too large for numbers: where its entries are not zero. */

import { assign } from "../core/dom.js";

const SVG = "http://www.w3.org/2000/svg";
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
  const picture = make("svg", {
    class: "pattern",
    viewBox: `-1 -1 ${wide + 2} ${high + 2}`,
    width: wide,
    height: high,
    role: "img",
    "aria-label": title,
  });
  const name = make("title", {});
  name.textContent = title;
  picture.append(name, make("rect", { class: "frame", width: wide, height: high }));
  if (pattern) picture.append(make("path", { class: "there", d: squares(pattern, wide, high) }));
  else if (structure === "diagonal")
    picture.append(make("line", { class: "diagonal", x1: 0, y1: 0, x2: wide, y2: high }));
  else picture.append(make("rect", { class: structure === "full" ? "there" : "some", width: wide, height: high }));
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

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
function make(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  assign(element, attributes);
  return element;
}
