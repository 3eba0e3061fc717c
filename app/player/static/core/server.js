/**
 * Ask the server until it has answered. One request is under way at a time; what comes meanwhile goes with the next, and
 * one that failed is sent again.
 */

import { askedAhead } from "./asked-ahead.js";
import { firstAnswer } from "./first-answer.js";
import { TOO_MANY, post, readReply } from "./reply.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Refused} Refused */
/** @typedef {import("./types.js").Request} Request */
/**
 * @typedef {object} Asker makes the requests, and hears of the answers
 * @property {() => Request | null} compose the next request; null if there is nothing to ask
 * @property {(request: Request) => boolean} isOvertaken whether a change waits for a request of mere questions
 * @property {(request: Request, answer: Answer, took: number) => void} take
 * @property {(request: Request, refused: Refused) => void} refuse
 * @property {(lost: boolean) => void} reach whether the server is lost, told when that changes
 * @property {(held: boolean) => void} hold whether the server has asked to wait for long, told when that changes
 */
/** @typedef {{ask: () => void, askAnew: () => void, isAsking: () => boolean}} Server */
/** @typedef {import("./reply.js").Reply} Reply */
/** @typedef {{answer: Answer, took: number} | {error: Refused} | {wait: number} | {failed: true}} Result */

/** Milliseconds after a failure until the next try; the last one holds for all later ones. */
const WAITS = [200, 400, 800, 1000];
/** Milliseconds after which a request is given up, and sent again; what the server may compute long has more. */
const PATIENCE = 20_000;
const LONG_PATIENCE = 100_000;
/** Milliseconds that the server can ask to wait; from how many on that is told. */
const LONGEST_WAIT = 30_000;
const LONG_WAIT = 2000;
/** So often a request is sent to a server that fails with it. */
const TRIES = 3;

/**
 * @param {Asker} asker
 * @returns {Server}
 */
export function createServer(asker) {
  /** The request that is under way. @type {{request: Request, stop: AbortController} | null} */
  let asking = null;
  let failures = 0;
  /** How often the server has failed with the present request. */
  let faults = 0;
  let isLost = false;
  /** Whether the server has asked for patience. */
  let isHeld = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function ask() {
    // A change does not wait for the answer to a question, which may take long; it is asked again afterwards.
    if (asking && asker.isOvertaken(asking.request)) asking.stop.abort();
    if (asking || isHeld) return;
    clearTimeout(timer);
    const request = asker.compose();
    if (!request) return;
    const { stop } = (asking = { request, stop: new AbortController() });
    const result = await exchange(request, stop.signal);
    asking = null;
    if (stop.signal.aborted) return void ask();
    if ("wait" in result) return again(result.wait, result.wait === 0);
    if ("failed" in result && (faults += 1) < TRIES) return again(0, false);
    failures = faults = 0;
    tell(false);
    if ("failed" in result) asker.refuse(request, { path: "", reason: "failed", text: "" });
    else if ("error" in result) asker.refuse(request, result.error);
    else asker.take(request, result.answer, result.took);
    void ask();
  }

  /**
   * @param {number} wait milliseconds that the server asks for; 0 if it says nothing
   * @param {boolean} isAway whether it was not reached
   */
  function again(wait, isAway) {
    const usual = WAITS[Math.min(failures, WAITS.length - 1)] ?? 0;
    failures += 1;
    isHeld = wait > 0;
    if (wait >= LONG_WAIT) asker.hold(true);
    tell(isAway && (failures > 1 || !navigator.onLine));
    const next = () => {
      isHeld = false;
      if (wait >= LONG_WAIT) asker.hold(false);
      void ask();
    };
    // A class whose server comes back does not ask at once.
    timer = setTimeout(next, wait || usual * (0.75 + Math.random() / 2));
  }

  /** @param {boolean} lost whether the server is out of reach */
  function tell(lost) {
    if (lost === isLost) return;
    isLost = lost;
    asker.reach(lost);
  }

  /** Give up what is under way: its answer is not wanted any more, or does not come over a network that was lost. */
  function askAnew() {
    if (asking) asking.stop.abort();
    else void ask();
  }
  globalThis.addEventListener("online", () => (asking || failures > 0) && askAnew());
  return { ask: () => void ask(), askAnew, isAsking: () => asking !== null };
}

/**
 * @param {Request} request
 * @param {AbortSignal} stop
 * @returns {Promise<Result>}
 */
async function exchange({ change, body }, stop) {
  const patience = change?.type === "edit" || !body.work ? PATIENCE : LONG_PATIENCE;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patience)]);
  /** @type {Reply} */
  let reply;
  try {
    reply = await within(replyTo(body, signal), signal);
  } catch {
    return { wait: 0 };
  }
  const { status, seconds, data, took } = reply;
  if (status === TOO_MANY) return { wait: Math.min(1000 * seconds, LONGEST_WAIT) };
  // So a proxy speaks for a server that is not there.
  if ([404, 502, 503, 504].includes(status)) return { wait: 0 };
  if (data?.error) return { error: data.error };
  return data && status === 200 ? { answer: data, took } : { failed: true };
}

/**
 * Find the reply to a request, if it was asked for before; else ask.
 * @param {Request["body"]} body
 * @param {AbortSignal} signal
 * @returns {Promise<Reply>}
 */
function replyTo(body, signal) {
  const first = firstAnswer(body);
  if (first) return readReply(first);
  const text = JSON.stringify(body);
  const ask = () => post(text, signal);
  return askedAhead(text)?.then((reply) => reply ?? ask()) ?? ask();
}

/**
 * Wait for something until a signal.
 * @template Value
 * @param {Promise<Value>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<Value>}
 */
function within(promise, signal) {
  const end = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  return Promise.race([promise, /** @type {Promise<never>} */ (end)]);
}
