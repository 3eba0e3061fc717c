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
 * @property {number} known the last one that was measured and told
 * @property {import("./types.js").Rows} rows
 * @property {Fault | null} fault
 * @property {Seen | null} seen
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
  return { done: 0, latest, known: -1, rows, fault: null, seen: null };
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
 */
export function take(run, stood) {
  const { iteration, trained, validated, layers } = stood.rows;
  const from = iteration.findIndex((one) => one > run.known);
  if (from >= 0) {
    run.rows.iteration.push(...iteration.slice(from));
    run.rows.trained.push(...trained.slice(from));
    run.rows.validated.push(...validated.slice(from));
    run.rows.layers.push(...layers.slice(from));
    run.known = run.rows.iteration.at(-1) ?? run.known;
  }
  run.done = stood.done;
  run.latest = Math.max(run.latest, stood.done);
  run.seen = stood.seen;
  if (stood.fault) run.fault = stood.fault;
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

/** @param {number | null} share */
export function shareText(share) {
  return share === null ? "–" : `${(100 * share).toFixed(1)} %`;
}
