/** Which entries an entry is computed from: the pattern of a step's entries, with its indices bound. */

import { keyOf } from "./model.js";

/** @typedef {import("./types.js").Box} Box */
/** @typedef {Record<string, number>} Binding which position each letter of an index stands for */

/**
 * @param {import("./types.js").Index} index
 * @param {Binding} binding
 */
export function bound(index, binding) {
  return typeof index === "number" ? index : (binding[index] ?? 0);
}

/**
 * The places that an expression reads, as keys.
 * @param {Box} box
 * @param {Binding} binding
 * @returns {string[]}
 */
export function sources(box, binding) {
  if (box.t === "cell") return [keyOf(box.name, bound(box.row, binding), bound(box.col, binding))];
  if (box.t === "name") return [keyOf(box.name, 0, 0)];
  if (box.t === "sum") return range(box.size).flatMap((k) => sources(box.of, { ...binding, [box.index]: k }));
  return parts(box).flatMap((part) => sources(part, binding));
}

/** @param {number} size */
export function range(size) {
  return Array.from({ length: size }, (_, index) => index);
}

/**
 * @param {Box} box
 * @returns {Box[]}
 */
function parts(box) {
  switch (box.t) {
    case "row":
      return box.items;
    case "frac":
      return [box.over, box.under];
    case "sup":
      return [box.base, box.sup];
    case "sub":
      return [box.base];
    case "transpose":
    case "root":
    case "fence":
      return [box.of];
    default:
      return [];
  }
}
