/** Go to an iteration: the server is asked again and again until the training stands there. */

import { ask } from "./ask.js";
import { take } from "./run.js";

/** @typedef {import("./run.js").Run} Run */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Stood} Stood */
/**
 * @typedef {object} Told hears how it goes
 * @property {() => void} show the training stands elsewhere
 * @property {() => void} arrive it is where it was to go, or on its way with pictures
 * @property {(text: string) => void} say why it waits or is refused; empty where it goes on
 * @property {(isRunning: boolean) => void} turn
 * @property {() => number} stride how many iterations lie between two pictures while it runs; 0 for as many as can be
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
  /** @type {AbortController | null} */
  let asking = null;

  async function go() {
    if (isGoing) return;
    isGoing = true;
    while (!signal.aborted && (run.seen === null || !isThere())) {
      const from = run.done;
      const isDirect = target < from || loop.isWhole;
      const to = isDirect || !told.stride() ? target : Math.min(target, from + told.stride());
      asking = new AbortController();
      const begun = performance.now();
      const request = {
        query: given.query,
        from: isDirect ? to : from,
        to,
        known: run.known,
        latest: run.latest,
        lang: given.lang,
      };
      /** @type {Awaited<ReturnType<typeof ask<Stood>>>} */
      const answer = await ask(ADDRESS, request, asking.signal);
      if (asking.signal.aborted) continue;
      if ("wait" in answer) {
        told.say(text(answer.busy ? "busy" : "lost", { seconds: Math.ceil(answer.wait / 1000) }));
        await new Promise((wake) => setTimeout(wake, answer.wait));
        continue;
      }
      if ("error" in answer) {
        told.say(answer.error);
        break;
      }
      told.say("");
      take(run, answer);
      if (answer.fault || (target > run.done && told.enough())) target = run.done;
      told.show();
      if (!loop.isWhole) told.arrive();
      if (run.done !== target) await new Promise((wake) => setTimeout(wake, BEAT - (performance.now() - begun)));
    }
    isGoing = false;
    asking = null;
    told.turn(false);
    told.show();
    told.arrive();
  }

  /** Whether it stands at its target, or before it where no iteration comes after. */
  function isThere() {
    const isBroken = run.fault && target > run.done && run.done >= run.fault.iteration - 1;
    return run.done === target || Boolean(isBroken);
  }

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
    stop() {
      target = run.done;
      asking?.abort();
    },
  };
  signal.addEventListener("abort", loop.stop);
  return loop;
}
