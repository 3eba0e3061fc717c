/** Go to an iteration: the server is asked again and again until the training stands there, or is watched on its way. */

import { ask } from "./ask.js";
import { picture, take } from "./run.js";
import { bringTable } from "./table.js";
import { watch } from "./watch.js";

/** @typedef {import("./run.js").Run} Run */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Stood} Stood */
/**
 * @typedef {object} Told hears how it goes
 * @property {() => void} show the training stands elsewhere
 * @property {() => void} [draw] there is a newer picture of its weights; who has none is not told of them
 * @property {() => void} arrive it is where it was to go, or on its way with pictures
 * @property {(text: string) => void} say why it waits or is refused; empty where it goes on
 * @property {(isRunning: boolean) => void} turn
 * @property {() => number} stride how many iterations lie between two pictures while it runs; 0 for as many as can be
 * @property {() => string} [look] the view that is shown and what is chosen in it, where it asks for more than the course
 * @property {() => boolean} enough whether it has come to what it was to stop at
 */

const ADDRESS = new URL("train/step", document.baseURI);
/** Milliseconds between two pictures at least. */
const BEAT = 120;

/**
 * @param {Room} room what is asked about; when its page ends, the loop does
 * @param {Run} run
 * @param {Told} told
 */
export function createLoop({ given, text, signal }, run, told) {
  let target = run.done;
  let isGoing = false;
  let isWatching = false;
  /** What is asked for besides the course. */
  let look = "";
  let wasBrought = false;
  /** @type {AbortController | null} */
  let asking = null;

  async function go() {
    if (isGoing) return;
    isGoing = true;
    while (!signal.aborted && (run.seen === null || run.isAhead || run.looked !== lookedAt() || !isThere())) {
      const from = run.done;
      const isDirect = target <= from || loop.isWhole;
      isWatching = !isDirect && Boolean(told.draw) && !told.stride();
      const to = isDirect || !told.stride() ? target : Math.min(target, from + told.stride());
      asking = new AbortController();
      const begun = performance.now();
      look = lookedAt();
      const request = {
        query: given.query,
        from: isDirect ? to : from,
        to,
        known: run.known,
        latest: run.latest,
        look,
        lang: given.lang,
      };
      /** @type {Awaited<ReturnType<typeof ask<Stood>>> | null} */
      const answer = isWatching
        ? await watch(request, asking.signal, hear)
        : await ask(ADDRESS, request, asking.signal);
      if (asking.signal.aborted || !answer) continue;
      if ("wait" in answer) {
        told.say(text(answer.busy ? "busy" : "lost", { seconds: Math.ceil(answer.wait / 1000) }));
        await new Promise((wake) => setTimeout(wake, answer.wait));
        continue;
      }
      if ("error" in answer) {
        told.say(answer.error);
        // What the server has forgotten is brought once.
        const isBrought = given.table && !wasBrought && (await bringTable(given.table).catch(() => false));
        wasBrought = true;
        if (isBrought) continue;
        break;
      }
      stand(answer);
      if (isDirect && run.done < target) told.say(leftText(begun));
      if (run.done !== target) await new Promise((wake) => setTimeout(wake, BEAT - (performance.now() - begun)));
    }
    isGoing = false;
    asking = null;
    told.turn(false);
    told.show();
    told.arrive();
  }

  /** Where a way began that is gone at once: when, and from which iteration. */
  let way = { begun: 0, from: 0, target: -1 };

  /**
   * How far a long way is, and how long the rest will take.
   * @param {number} begun when the last part of it was asked for
   */
  function leftText(begun) {
    if (way.target !== target) way = { begun, from: run.done, target };
    const passed = run.done - way.from;
    const seconds = passed ? ((target - run.done) * (performance.now() - way.begun)) / passed / 1000 : null;
    return text(seconds === null ? "at" : "left", {
      iteration: run.done,
      latest: target,
      seconds: Math.ceil(seconds ?? 0),
    });
  }

  /**
   * Take in where it stands now.
   * @param {Stood} stood
   */
  function stand(stood) {
    told.say("");
    take(run, stood, look);
    if (stood.fault || (target > run.done && told.enough())) target = run.done;
    told.show();
    if (!loop.isWhole) told.arrive();
  }

  /**
   * Take in a line of what is watched.
   * @param {Stood | import("./types.js").Picture} line
   */
  function hear(line) {
    if ("seen" in line) stand(line);
    else picture(run, line);
    told.draw?.();
    if (target === run.done) asking?.abort();
  }

  /** Whether it stands at its target, or before it where no iteration comes after. */
  function isThere() {
    const isBroken = run.fault && target > run.done && run.done >= run.fault.iteration - 1;
    return run.done === target || Boolean(isBroken);
  }

  const lookedAt = () => told.look?.() ?? "";

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
    /**
     * @param {number} to
     * @param {boolean} isWhole
     */
    goTo(to, isWhole = true) {
      target = Math.min(Math.max(0, to), given.most);
      loop.isWhole = isWhole;
      told.turn(target !== run.done);
      asking?.abort();
      return go();
    },
    /** Ask again where it stands, because something else is looked at; on its way it does so with the next picture. */
    look() {
      if (isGoing && isWatching) asking?.abort();
      if (!isGoing) {
        target = run.done;
        loop.isWhole = true;
      }
      return go();
    },
    stop() {
      target = run.done;
      asking?.abort();
    },
  };
  signal.addEventListener("abort", loop.stop);
  return loop;
}
