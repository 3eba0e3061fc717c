/**
 * Decide what is shown how large: the height of the graph and the size of the numbers. The graph gives way first, then
 * the numbers.
 */

import { LOOKS } from "./looks.js";

/** @typedef {import("./looks.js").Look} Look */
/** @typedef {import("./measure.js").Size & {lines: number}} Sized */
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
/** @typedef {{graph: number, look: Look}} Fit the height of the graph, 0 where only the step itself is shown of it */
/** @typedef {Fit & {high: number, lines: number}} Fitting with the height of the graph's place, and the lines of the formula */

/** The graph has at most this share of the room; what is said beside it wants so many pixels. */
const SHARE = 0.46;
const SAYING = 250;
/** What is said may ask for so much. */
const MOST_SAYING = 0.6;
/** How the graph gives way, and how low it is before it is folded. */
const STEPS = [1, 0.8, 0.62];
const USUAL_LOWEST = 120;
const LOWEST = 100;
/** The graph folded to the step: one row of names. What is said beside it may have more height where that is free. */
const BRIEF = 46;
const BRIEF_MOST = 110;
/** Sizes of the numbers, as shares of the room's height: the largest, the wanted one, and the least that is readable. */
const LARGEST = { page: 0.034, hall: 0.047 };
const WANTED = 0.032;
/** One line of somewhat smaller numbers is better than two; in a hall their size counts more. */
const ONE_LINE = { page: 0.85, hall: 1 };
const READABLE = 0.0235;
const ALWAYS_LARGEST = 20;
const ALWAYS_READABLE = 15;
/** Below this size of the numbers the graph is folded to one row. */
const LEGIBLE = 12;

/**
 * @param {Room} room
 * @param {number} wished how high the graph would be
 * @param {(look: Look) => Sized} sizeAt the size of the numbers
 * @returns {Fitting}
 */
export function fit(room, wished, sizeAt) {
  const { largest, wanted, readable } = fonts(room);
  const looks = LOOKS.filter(({ font }) => font <= largest);
  const sizes = new Map(looks.map((look) => [look, sizeAt(look)]));
  const sizedAt = (/** @type {Look} */ look) => /** @type {Sized} */ (sizes.get(look));
  const fitsBeside =
    (/** @type {number} */ brief) =>
    (/** @type {Fit} */ { graph, look }) => {
      const { width, height } = sizedAt(look);
      return width <= room.width && height + (graph || brief) <= room.height;
    };
  const fits = fitsBeside(BRIEF);
  const isOneLine = (/** @type {Fit} */ one) => sizedAt(one.look).lines === 1 && fits(one);
  const usual = heights(room, wished);
  const all = [...usual, ...lowest(room)];
  const asked = Math.min(room.least, MOST_SAYING * room.whole);
  const higher = asked > 0 ? usual.map((graph) => Math.max(graph, asked)) : [];
  const search = (/** @type {number[]} */ graphs, /** @type {number[]} */ rest) =>
    pairs(graphs, looks, ONE_LINE[room.kind] * wanted).find(isOneLine) ??
    pairs(graphs, looks, wanted).find(fits) ??
    pairs(graphs, looks, readable).find(fits) ??
    pairs(rest, looks, LEGIBLE).find(fits);
  const urgent = room.urgent ? higher : [];
  const found =
    search(higher, urgent) ??
    pairs(urgent, looks, 0).find(fits) ??
    search(usual, all) ??
    // The smallest numbers with the graph are better than larger ones without it, in one line if they can be.
    pairs(all, looks, 0).find(isOneLine) ??
    pairs(all, looks, 0).find(fits) ??
    pairs([0], looks, room.urgent ? 0 : LEGIBLE).find(fitsBeside(Math.max(BRIEF, asked))) ??
    pairs([0], looks, LEGIBLE).find(fits) ??
    pairs([0], looks, 0).find(fits) ??
    smallest([...all, 0], room, sizedAt);
  const { height, lines } = sizedAt(found.look);
  const brief = Math.min(Math.max(BRIEF_MOST, asked), room.height - height);
  return { ...found, lines, high: found.graph || Math.max(BRIEF, brief) };
}

/**
 * Where nothing fits, the numbers are as small as they may be, and the graph gives way only as far as that helps.
 * @param {number[]} graphs
 * @param {Room} room
 * @param {(look: Look) => Sized} sizedAt
 * @returns {Fit}
 */
function smallest(graphs, room, sizedAt) {
  const look = /** @type {Look} */ (LOOKS.at(-1));
  const left = room.height - sizedAt(look).height;
  return { graph: graphs.find((graph) => graph <= left) ?? 0, look };
}

/**
 * List what is tried in this order: a lower graph only where the numbers would be smaller than `least`.
 * @param {number[]} graphs
 * @param {Look[]} looks
 * @param {number} least
 * @returns {Fit[]}
 */
function pairs(graphs, looks, least) {
  const large = looks.filter(({ font }) => font >= least);
  return graphs.flatMap((graph) => large.map((look) => ({ graph, look })));
}

/** @param {Room} room */
function fonts({ whole, kind }) {
  const largest = Math.max(ALWAYS_LARGEST, LARGEST[kind] * whole);
  return {
    largest,
    wanted: Math.min(largest, Math.max(ALWAYS_LARGEST, WANTED * whole)),
    readable: Math.min(largest, Math.max(ALWAYS_READABLE, READABLE * whole)),
  };
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
