/** A training as the browser knows it: where it stands, and what was measured. Settings and seed make it again. */

import { keepPart, readPart } from "../core/kept.js";

/** @typedef {import("./types.js").Stood} Stood */
/** @typedef {import("./types.js").Measures} Measures */
/** @typedef {import("./types.js").Fault} Fault */
/** @typedef {import("./types.js").Seen} Seen */
/**
 * @typedef {object} Run
 * @property {number} done the iterations after which it is shown
 * @property {number} latest those to which it has been
 * @property {number} known the last one that was measured and sent
 * @property {import("./types.js").Rows} rows
 * @property {Fault | null} fault
 * @property {Seen | null} seen
 * @property {import("./types.js").Look | null} look what is looked at besides
 * @property {string} looked the view and the choice of which that is
 * @property {string} weights as they are drawn
 * @property {boolean} isAhead whether its weights have gone on from what is seen
 */

const PART = "training";
/** The trainings of this page, by their settings: another language or theme leaves them as they are. */
const runs = new Map();

/**
 * @param {Record<string, string>} query
 * @returns {Run}
 */
export function runOf(query) {
  const key = keyOf(query);
  if (!runs.has(key)) runs.set(key, fresh(readPart(PART)?.[key] ?? 0));
  return runs.get(key);
}

/** So many trainings are remembered: some compared ones, and the last one of one's own. */
const MOST = 12;

/**
 * Keep for this tab how far a training has been: after a visit to the player, or a reload, it goes as far as before.
 * @param {Record<string, string>} query
 * @param {Run} run
 */
export function rememberRun(query, { latest }) {
  const key = keyOf(query);
  const others = Object.entries(readPart(PART) ?? {}).filter(([other]) => other !== key);
  keepPart(PART, Object.fromEntries([...others.slice(1 - MOST), [key, latest]]));
}

/**
 * @param {number} latest
 * @returns {Run}
 */
function fresh(latest) {
  const rows = { iteration: [], trained: [], validated: [], layers: [] };
  const nothing = { fault: null, seen: null, look: null, looked: "", weights: "", isAhead: false };
  return { done: 0, latest, known: -1, rows, ...nothing };
}

/**
 * What a training is known by: its settings, in whatever order.
 * @param {Record<string, string>} query
 */
export function keyOf(query) {
  return JSON.stringify(Object.entries(query).sort());
}

/**
 * Take in where a training stands.
 * @param {Run} run
 * @param {Stood} stood
 * @param {string} looked the view and the choice that were asked for
 */
export function take(run, stood, looked) {
  takeCourse(run, stood);
  run.seen = stood.seen;
  run.look = stood.look;
  run.looked = looked;
  run.weights = stood.weights;
  run.isAhead = false;
}

/**
 * Take in how far a training is of which nothing else is seen.
 * @param {Run} run
 * @param {{done: number, rows: import("./types.js").Rows, fault: Fault | null}} course
 */
export function takeCourse(run, { done, rows, fault }) {
  const { iteration, trained, validated, layers } = rows;
  const from = iteration.findIndex((one) => one > run.known);
  if (from >= 0) {
    run.rows.iteration.push(...iteration.slice(from));
    run.rows.trained.push(...trained.slice(from));
    run.rows.validated.push(...validated.slice(from));
    run.rows.layers.push(...layers.slice(from));
    run.known = run.rows.iteration.at(-1) ?? run.known;
  }
  run.done = done;
  run.latest = Math.max(run.latest, done);
  run.seen = null;
  if (fault) run.fault = fault;
}

/**
 * Take in a newer picture of the weights alone.
 * @param {Run} run
 * @param {import("./types.js").Picture} taken
 */
export function picture(run, { done, weights }) {
  run.done = done;
  run.latest = Math.max(run.latest, done);
  run.weights = weights;
  run.isAhead = true;
}

/**
 * What is made of the points around the data: by the network, or by the neuron that is looked at.
 * @param {Run} run
 */
export function aroundOf({ seen, look }) {
  return look?.neurons?.around ?? seen;
}

/**
 * The last row that was measured at an iteration or before it.
 * @param {Run} run
 */
export function rowAt({ rows, done }) {
  const at = rows.iteration.findLastIndex((one) => one <= done);
  return at < 0 ? null : { trained: rows.trained[at], validated: rows.validated[at] };
}

/** Write a loss; what is not there is not finite. @param {number | null} loss */
export function lossText(loss) {
  return loss === null ? "∞" : loss.toPrecision(4);
}

/** Write a number of a neuron. @param {number | null} value */
export function numberText(value) {
  return value === null ? "∞" : value.toFixed(2).replace("-", "−");
}

/** @param {number | null} share */
export function shareText(share) {
  return share === null ? "–" : `${(100 * share).toFixed(1)} %`;
}
