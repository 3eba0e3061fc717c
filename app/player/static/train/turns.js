/** Trainings take turns, a stretch each, so that all of them move at once, until every one is at the end. */

import { createLoop } from "./loop.js";
import { rememberRun } from "./run.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */
/** @typedef {{run: Run, query: Record<string, string>}} Course a training and its settings */

/** So many stretches each training is divided into. */
const STRETCHES = 12;

/**
 * @param {Room} room
 * @param {Course[]} courses
 * @param {number} end the iteration at which all of them end
 * @param {{show: () => void, say: (text: string) => void}} listener hears that one stands elsewhere, and why one waits
 */
export function createTurns(room, courses, end, { show, say }) {
  const loops = courses.map(({ run, query }) =>
    createLoop({ ...room, given: { ...room.given, query, most: end } }, run, {
      show,
      say,
      arrive() {
        for (const { query: own, run: one } of courses) if (one.seen) rememberRun(own, one);
      },
      turn() {},
      stride: () => Math.ceil(end / STRETCHES),
      enough: () => true,
    }),
  );
  let isOn = false;
  let isTurning = false;
  room.signal.addEventListener("abort", () => {
    isOn = false;
  });
  /** Let each have its turn, until all are at the end, or one gets no further: it has said why. */
  async function takeTurns() {
    isTurning = true;
    while (isOn && courses.some(({ run }) => share(run, end) < 1))
      for (const [k, { run }] of courses.entries()) {
        if (!isOn || share(run, end) === 1) continue;
        const before = run.done;
        await loops[k]?.goTo(end, false);
        if (run.done === before && !run.fault) isOn = false;
      }
    isTurning = isOn = false;
    show();
  }
  const done = () => courses.reduce((sum, { run }) => sum + share(run, end), 0) / courses.length;
  return {
    /** How far all of them are together, from 0 to 1. */
    done,
    isOn: () => isOn,
    /** Go on, or pause; where all are at the end, begin again. */
    toggle() {
      isOn = !isOn;
      if (!isOn) for (const loop of loops) if (loop.going) loop.stop();
      if (isOn && done() >= 1) for (const { run } of courses) Object.assign(run, { done: 0, fault: null });
      show();
      // The turns that were paused go on by themselves, if the pause was short.
      if (isOn && !isTurning) void takeTurns();
    },
    /** Go as far as each has been: after a visit to the player, or a reload, there is to see what there was. */
    async recall() {
      for (const [k, { run }] of courses.entries())
        if (!run.seen && run.latest > 0 && !isOn) await loops[k]?.goTo(Math.min(run.latest, end));
      show();
    },
  };
}

/**
 * How far a training is; one that broke off has come to its end.
 * @param {Run} run
 * @param {number} end
 */
function share(run, end) {
  return run.fault ? 1 : run.seen ? run.done / end : 0;
}
