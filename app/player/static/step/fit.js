/** Decide what is shown how large: the height of the graph and the size of the numbers. */

import { LOOKS } from "./looks.js";
import { BRIEF, askedFor, largestFont, triesIn } from "./tries.js";

/** @typedef {import("./looks.js").Look} Look */
/** @typedef {import("./tries.js").Room} Room */
/** @typedef {import("./tries.js").Try} Try */
/** @typedef {import("./measure.js").Size & {lines: number}} Sized */
/** @typedef {(look: Look) => Sized} SizeAt the size of the numbers */
/** @typedef {{graph: number, look: Look}} Fit the height of the graph, 0 where only the step itself is shown of it */
/** @typedef {Fit & {high: number, lines: number}} Fitting with the height of the graph's place, and the lines of the formula */

/** What is said beside the step that the graph is folded to may have more height where that is free. */
const BRIEF_MOST = 110;

/**
 * Find the first of all tries that fits.
 * @param {Room} room
 * @param {number} wished how high the graph would be
 * @param {SizeAt} measure
 * @returns {Fitting}
 */
export function fit(room, wished, measure) {
  const largest = largestFont(room);
  const looks = LOOKS.filter(({ font }) => font <= largest);
  const sizeAt = once(measure);
  const tries = triesIn(room, wished);
  const found = firstOf(tries, (one) => pairs(one, looks).find((pair) => fits(pair, one, room, sizeAt)));
  return inPlace(found ?? smallest(tries, room, sizeAt), room, sizeAt);
}

/**
 * Measure each size of the numbers once.
 * @param {SizeAt} measure
 * @returns {SizeAt}
 */
function once(measure) {
  /** @type {Map<Look, Sized>} */
  const known = new Map();
  return (look) => {
    const size = known.get(look) ?? measure(look);
    known.set(look, size);
    return size;
  };
}

/**
 * @param {Try[]} tries
 * @param {(one: Try) => Fit | undefined} find
 */
function firstOf(tries, find) {
  for (const one of tries) {
    const found = find(one);
    if (found) return found;
  }
  return null;
}

/**
 * Pair the heights of the graph with the sizes of the numbers: a lower graph only where they would be too small.
 * @param {Try} one
 * @param {Look[]} looks
 * @returns {Fit[]}
 */
function pairs({ graphs, font }, looks) {
  const large = looks.filter((look) => look.font >= font);
  return graphs.flatMap((graph) => large.map((look) => ({ graph, look })));
}

/**
 * @param {Fit} pair
 * @param {Try} one
 * @param {Room} room
 * @param {SizeAt} sizeAt
 */
function fits({ graph, look }, { oneLine, brief = BRIEF }, room, sizeAt) {
  const { width, height, lines } = sizeAt(look);
  return (!oneLine || lines === 1) && width <= room.width && height + (graph || brief) <= room.height;
}

/**
 * Where nothing fits, the numbers are as small as they may be, and the graph gives way only as far as that helps.
 * @param {Try[]} tries
 * @param {Room} room
 * @param {SizeAt} sizeAt
 * @returns {Fit}
 */
function smallest(tries, room, sizeAt) {
  const look = /** @type {Look} */ (LOOKS.at(-1));
  const left = room.height - sizeAt(look).height;
  const graphs = tries.flatMap((one) => one.graphs).filter((graph) => graph <= left);
  return { graph: Math.max(0, ...graphs), look };
}

/**
 * Say how high the place of the graph is, and how many lines the formula has.
 * @param {Fit} found
 * @param {Room} room
 * @param {SizeAt} sizeAt
 * @returns {Fitting}
 */
function inPlace(found, room, sizeAt) {
  const { height, lines } = sizeAt(found.look);
  const brief = Math.min(Math.max(BRIEF_MOST, askedFor(room)), room.height - height);
  return { ...found, lines, high: found.graph || Math.max(BRIEF, brief) };
}
