/** Go to an iteration: the server is asked again and again until the training stands there, or is watched on its way. */

import { ask, waitText } from "./ask.js";
import { createLeft } from "./left.js";
import { rest } from "./rest.js";
import { picture, take } from "./run.js";
import { bringTable } from "./table.js";
import { watch } from "./watch.js";

/** @typedef {import("./run.js").Run} Run */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Stood} Stood */
/** @typedef {import("./types.js").Line} Line */
/**
 * @typedef {object} Listener hears how it goes
 * @property {() => void} show the training stands elsewhere
 * @property {() => void} [draw] there is a newer picture of its weights; who has none is not sent them
 * @property {() => void} arrive it is where it was to go, or on its way with pictures
 * @property {(text: string) => void} say why it waits or is refused; empty where it goes on
 * @property {() => void} turn it runs now, or no more
 * @property {() => number} stride how many iterations lie between two pictures while it runs; 0 for as many as can be
 * @property {() => string} [look] the view that is shown and what is chosen in it, where it asks for more than the course
 * @property {() => boolean} enough whether it has come to what it was to stop at
 * @property {() => object[]} [beside] the trainings that go on with it while it is watched
 * @property {(line: import("./types.js").BesideLine) => void} [hear] one of those is further
 */
/** @typedef {{isWhole: boolean, from: number, to: number, isWatched: boolean}} Step the part of a way that is asked for */

const ADDRESS = new URL("train/step", document.baseURI);
/** Milliseconds between two pictures at least. */
const BEAT = 120;
/** Milliseconds after which it is said that nothing comes. */
const PATIENCE = 1200;

/**
 * @param {Room} room what is asked about; when its page ends, the loop does
 * @param {Run} run
 * @param {Listener} listener
 */
export function createLoop({ given, text, signal }, run, listener) {
  let target = run.done;
  let isGoing = false;
  let isRefused = false;
  let wasBrought = false;
  /** What is asked for besides the course. */
  let look = "";
  /** What is under way; nothing while the training stands. @type {Step | null} */
  let step = null;
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let quiet;
  const left = createLeft(text);

  async function go() {
    if (isGoing) return;
    isGoing = true;
    isRefused = false;
    try {
      while (!signal.aborted && !isRefused && !isDone()) await goOn();
    } finally {
      isGoing = false;
      step = asking = null;
    }
    if (!isRefused) listener.say("");
    listener.turn();
    listener.show();
    listener.arrive();
  }

  /** Ask once, take in the answer, and wait where there is a reason to. */
  async function goOn() {
    const { signal: changed } = (asking = new AbortController());
    const begun = performance.now();
    step = nextStep();
    look = lookedAt();
    expectSoon();
    const answer = step.isWatched
      ? await watch({ ...request(step), beside: listener.beside?.() ?? [] }, changed, hear)
      : await /** @type {typeof ask<Stood>} */ (ask)(ADDRESS, request(step), changed);
    clearTimeout(quiet);
    if (changed.aborted || !answer) return;
    if ("wait" in answer) {
      listener.say(waitText(answer, text));
      await rest(answer.wait, changed);
    } else if ("error" in answer) await refuse(answer.error);
    else await arriveAt(answer, begun, changed);
  }

  /** @returns {Step} */
  function nextStep() {
    const [from, stride] = [run.done, listener.stride()];
    const isWhole = target <= from || loop.isWhole;
    const to = isWhole || !stride ? target : Math.min(target, from + stride);
    return { isWhole, from: isWhole ? to : from, to, isWatched: !isWhole && !stride && Boolean(listener.draw) };
  }

  /** @param {Step} wanted */
  function request({ from, to }) {
    return { query: given.query, from, to, known: run.known, latest: run.latest, look, lang: given.lang };
  }

  /** @param {string} why */
  async function refuse(why) {
    listener.say(why || text("failed"));
    // What the server has forgotten is brought once.
    const isBrought = given.table && !wasBrought && (await bringTable(given.table).catch(() => false));
    wasBrought = true;
    isRefused = !isBrought;
  }

  /**
   * @param {Stood} stood
   * @param {number} begun when it was asked for
   * @param {AbortSignal} changed
   */
  async function arriveAt(stood, begun, changed) {
    stand(stood);
    if (step?.isWhole && run.done < target) listener.say(left(run.done, target, begun));
    if (run.done !== target) await rest(BEAT - (performance.now() - begun), changed);
  }

  /**
   * Take in where it stands now.
   * @param {Stood} stood
   */
  function stand(stood) {
    take(run, stood, look);
    if (stood.fault || (target > run.done && listener.enough())) target = run.done;
    listener.say("");
    listener.show();
    if (!loop.isWhole) listener.arrive();
  }

  /**
   * Take in a line of what is watched.
   * @param {Line} line
   */
  function hear(line) {
    expectSoon();
    if ("beside" in line) return listener.hear?.(line);
    if ("seen" in line) stand(line);
    else picture(run, line);
    listener.draw?.();
    if (target === run.done) asking?.abort();
  }

  /** Say so where nothing comes for a while. */
  function expectSoon() {
    clearTimeout(quiet);
    quiet = setTimeout(() => listener.say(text("waits")), PATIENCE);
  }

  /** Whether all is known of where it was to go, or of where it breaks off before. */
  function isDone() {
    const isBroken = run.fault && target > run.done && run.done >= run.fault.iteration - 1;
    const isSeen = run.seen !== null && !run.isAhead && run.looked === lookedAt();
    return isSeen && (run.done === target || Boolean(isBroken));
  }

  const lookedAt = () => listener.look?.() ?? "";

  const loop = {
    /** Whether it goes to its target at once, without pictures on the way. */
    isWhole: false,
    /** Where it is going, so that it can be gone on with in another language; null while it stands. */
    get going() {
      return isGoing ? { to: target, isWhole: loop.isWhole } : null;
    },
    /** Whether it goes on until it is stopped or has come to its target, with pictures on the way. */
    get isRunning() {
      return isGoing && !loop.isWhole;
    },
    /** Whether it is watched, and those beside it go on with it. */
    get isWatched() {
      return Boolean(step?.isWatched);
    },
    /**
     * @param {number} to
     * @param {boolean} isWhole
     */
    goTo(to, isWhole = true) {
      target = Math.min(Math.max(0, to), given.most);
      loop.isWhole = isWhole;
      asking?.abort();
      const gone = go();
      listener.turn();
      return gone;
    },
    /** Ask again where it stands, because something else is looked at; on its way it does so with the next picture. */
    look() {
      if (step?.isWatched) asking?.abort();
      if (!isGoing) {
        target = run.done;
        loop.isWhole = true;
      }
      const gone = go();
      listener.turn();
      return gone;
    },
    /** Stay where it is; what is not known of that yet is still asked for. */
    stop() {
      target = run.done;
      loop.isWhole = true;
      asking?.abort();
      listener.turn();
    },
  };
  signal.addEventListener("abort", () => {
    clearTimeout(quiet);
    loop.stop();
  });
  return loop;
}
