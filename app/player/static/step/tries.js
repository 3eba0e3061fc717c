/**
 * What is tried, one after the other, until it fits: the graph gives way first, then the size of the numbers, then the
 * graph folds to the step.
 */

/**
 * @typedef {object} Room
 * @property {number} width
 * @property {number} height of the graph and the numbers together
 * @property {"page" | "hall"} kind on a projector numbers may be larger
 * @property {number} least how high the graph is at least for what is said beside it, where the numbers stay readable then
 * @property {boolean} urgent whether they may become as small as they can
 * @property {number} needs how high the graph is at least, so that the nodes of the step can be read
 * @property {number} whole the same with the formula: it is alike in every step, and so is the graph then
 */
/**
 * @typedef {object} Try some heights of the graph, from high to low, each with numbers from large to small
 * @property {number[]} graphs 0 where only the step itself is shown of the graph
 * @property {number} font the size that the numbers have at least
 * @property {boolean} [oneLine] whether they have to stand in one line
 * @property {number} [brief] the height that the step itself has at least
 */

/** The graph has at most this share of the room; what is said beside it wants so many pixels. */
const SHARE = 0.46;
const SAYING = 250;
/** What is said may ask for so much. */
const MOST_SAYING = 0.6;
/** How the graph gives way, and how low it is before it is folded. */
const STEPS = [1, 0.8, 0.62];
const USUAL_LOWEST = 120;
const LOWEST = 100;
/** The graph folded to the step: one row of names. */
export const BRIEF = 46;
/** Sizes of the numbers, as shares of the room's height: the largest, the wanted one, and the least that is readable. */
const LARGEST = { page: 0.034, hall: 0.047 };
const WANTED = 0.032;
const READABLE = 0.0235;
const ALWAYS_LARGEST = 20;
const ALWAYS_READABLE = 15;
/** One line of somewhat smaller numbers is better than two; in a hall their size counts more. */
const ONE_LINE = { page: 0.85, hall: 1 };
/** Below this size of the numbers the graph is folded to one row. */
const LEGIBLE = 12;

/**
 * List what is tried.
 * @param {Room} room
 * @param {number} wished how high the graph would be
 * @returns {Try[]}
 */
export function triesIn(room, wished) {
  const usual = heights(room, wished);
  const all = [...usual, ...lowest(room)];
  const asked = askedFor(room);
  const higher = asked > 0 ? all.map((graph) => Math.max(graph, asked)) : [];
  const urgent = room.urgent ? higher : [];
  return [
    ...readable(room, higher, urgent),
    { graphs: urgent, font: 0 },
    ...readable(room, usual, all),
    // The smallest numbers with the graph are better than larger ones without it, in one line if they can be.
    { graphs: all, font: 0, oneLine: true },
    { graphs: all, font: 0 },
    { graphs: [0], font: room.urgent ? 0 : LEGIBLE, brief: Math.max(BRIEF, asked) },
    { graphs: [0], font: LEGIBLE },
    { graphs: [0], font: 0 },
  ];
}

/**
 * Numbers of the wanted size, then numbers that can be read well, then numbers that can be read.
 * @param {Room} room
 * @param {number[]} graphs
 * @param {number[]} rest the heights of the graph for the last
 * @returns {Try[]}
 */
function readable({ whole, kind }, graphs, rest) {
  const largest = largestFont({ whole, kind });
  const wanted = Math.min(largest, Math.max(ALWAYS_LARGEST, WANTED * whole));
  const well = Math.min(largest, Math.max(ALWAYS_READABLE, READABLE * whole));
  return [
    { graphs, font: ONE_LINE[kind] * wanted, oneLine: true },
    { graphs, font: wanted },
    { graphs, font: well },
    { graphs: rest, font: LEGIBLE },
  ];
}

/** @param {Pick<Room, "whole" | "kind">} room */
export function largestFont({ whole, kind }) {
  return Math.max(ALWAYS_LARGEST, LARGEST[kind] * whole);
}

/** @param {Room} room */
export function askedFor({ least, whole }) {
  return Math.min(least, MOST_SAYING * whole);
}

/**
 * @param {Room} room
 * @param {number} wished
 */
function heights({ whole, needs }, wished) {
  const most = Math.min(Math.max(wished, SAYING), SHARE * whole);
  if (needs > MOST_SAYING * whole) return [];
  return STEPS.map((share) => Math.round(Math.max(Math.min(USUAL_LOWEST, most), share * most, needs)));
}

/**
 * @param {Room} room
 * @returns {number[]}
 */
function lowest({ whole, needs }) {
  return needs > MOST_SAYING * whole ? [] : [Math.max(LOWEST, needs)];
}
