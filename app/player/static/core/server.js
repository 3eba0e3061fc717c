/**
 * The one place that asks the server. One request is under way at a time; what comes meanwhile goes with the next, and
 * one that failed is sent again.
 */

import { firstAnswer } from "./first-answer.js";

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
 */
/** @typedef {{ask: () => void, isAsking: () => boolean}} Server */

const ADDRESS = new URL("../../answer", import.meta.url);
/** Milliseconds after a failure until the next try; the last one holds for all later ones. */
const WAITS = [200, 400, 800, 1000];
/** Milliseconds after which a request is given up, and sent again. */
const PATIENCE = 20_000;

/**
 * @param {Asker} asker
 * @returns {Server}
 */
export function createServer(asker) {
  /** The request that is under way. @type {{request: Request, stop: AbortController} | null} */
  let asking = null;
  let failures = 0;
  let isLost = false;
  /** Has the server asked for patience? */
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
    const begun = performance.now();
    const { stop } = (asking = { request, stop: new AbortController() });
    const result = await exchange(request, stop.signal);
    asking = null;
    if (stop.signal.aborted) return void ask();
    if ("wait" in result) return again(result.wait);
    failures = 0;
    tell(false);
    if ("error" in result) asker.refuse(request, result.error);
    else asker.take(request, result, performance.now() - begun);
    void ask();
  }

  /** @param {number} wait milliseconds that the server asks for; 0 if it was not reached */
  function again(wait) {
    const usual = WAITS[Math.min(failures, WAITS.length - 1)] ?? 0;
    failures += 1;
    isHeld = wait > 0;
    tell(!isHeld && (failures > 1 || !navigator.onLine));
    const next = () => {
      isHeld = false;
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

  globalThis.addEventListener("online", () => failures > 0 && void ask());
  return { ask: () => void ask(), isAsking: () => asking !== null };
}

/**
 * @param {Request} request
 * @param {AbortSignal} signal
 * @returns {Promise<Answer | {error: Refused} | {wait: number}>}
 */
async function exchange({ body }, signal) {
  try {
    const response = await (firstAnswer(body) ?? post(body, signal));
    if (response.status === 429) return { wait: 1000 * Number(response.headers.get("retry-after") ?? 1) };
    if (response.status >= 500 || response.status === 404) return { wait: 0 };
    return await response.json();
  } catch {
    return { wait: 0 };
  }
}

/**
 * @param {Request["body"]} body
 * @param {AbortSignal} signal
 */
function post(body, signal) {
  return fetch(ADDRESS, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  });
}
