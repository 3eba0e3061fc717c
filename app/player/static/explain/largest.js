/** The sum of an entry of a large value: Python is asked for its largest terms. */

import { el } from "../core/dom.js";
import { originOf, requestOrigin } from "../core/large-values.js";
import { summaryOf } from "../core/model.js";
import { entryLabel, sourcesOf, stepOf, valueText, writeLine } from "./entry.js";
import { operator } from "./sum.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Place} Place */
/** @typedef {import("../core/types.js").Origin} Origin */

/**
 * Tell whether an entry belongs to a large value, or is computed from one.
 * @param {State} state
 * @param {Place} place
 */
export function isOfLarge(state, { name }) {
  const step = stepOf(state, name);
  return [name, ...(step?.reads ?? [])].some((read) => summaryOf(state, read) !== null);
}

/**
 * @param {Player} player
 * @param {Place} place
 * @returns {{node: HTMLElement, terms: Map<Element, string[]>}}
 */
export function writeLargest(player, place) {
  const { state } = player.store;
  if (!stepOf(state, place.name)?.entry) return writeLine(state, place);
  const origin = originOf(state, place.name, place.row, place.col);
  if (!origin) {
    requestOrigin(player, place.name, place.row, place.col);
    return { node: el("span", { class: "hint" }, player.text("terms.wait")), terms: new Map() };
  }
  if (isMany(origin))
    return {
      node: el(
        "span",
        { class: "expression" },
        entryLabel(state, place),
        operator("="),
        el("b", {}, valueText(state, place)),
        el("small", {}, player.text("terms.many", { count: origin.count })),
      ),
      terms: new Map(),
    };
  const written = writeLine(state, place, origin.largest);
  written.node.append(...drawCount(player, origin));
  return written;
}

/**
 * List the entries that light up as sources; none for a sum over a whole matrix.
 * @param {State} state
 * @param {Place} place
 */
export function largestSources(state, place) {
  const origin = originOf(state, place.name, place.row, place.col);
  return origin && !isMany(origin) ? sourcesOf(state, place) : [];
}

/**
 * Tell whether there are too many terms to write the sum.
 * @param {Origin} origin
 */
function isMany({ count, largest }) {
  return count > 1 && Object.keys(largest).length === 0;
}

/**
 * @param {Player} player
 * @param {Origin} origin
 */
function drawCount(player, { largest, count }) {
  const shown = Math.max(0, ...Object.values(largest).map((places) => places.length));
  return shown < count ? [el("small", {}, player.text("terms.largest", { shown, count }))] : [];
}
