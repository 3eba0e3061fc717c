/**
 * Ask ahead for the answer to a change that is still typed: when it is handed over, the answer is there. The server keeps
 * nothing of what it answers, so an answer that is not wanted in the end changes nothing.
 */

import { post } from "./reply.js";

/** @typedef {import("./reply.js").Reply} Reply */

/** Milliseconds for which the hand rests before it is asked: of a number that is typed fast only the last sign counts. */
const REST = 60;
/** So many milliseconds more than the quickest reply has the last one taken of a server that has no time to spare. */
const BUSY = 50;
/** Milliseconds after which a reply is given up; the request is sent anew then. */
const PATIENCE = 20_000;

/** What was asked ahead. @type {{body: string, reply: Promise<Reply | null>, stop: AbortController} | null} */
let asked = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** Milliseconds that replies to what was asked ahead took: the quickest, and the last. */
let quickest = Infinity;
let last = 0;

/**
 * Ask soon, in place of what was asked ahead before; not while the server is busy with others.
 * @param {() => string | null} compose the body of the request; null if there is nothing to ask then
 */
export function askAhead(compose) {
  expectNothing();
  timer = setTimeout(() => {
    const body = compose();
    if (body === null || body === asked?.body) return;
    asked?.stop.abort();
    asked = null;
    if (last <= quickest + BUSY) ask(body);
    // A server that was busy is tried again the next time.
    else last = quickest;
  }, REST);
}

/** Ask no more for what was to be asked soon: it is handed over now. */
export function expectNothing() {
  clearTimeout(timer);
}

/** @param {string} body */
function ask(body) {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE)]);
  asked = { body, stop, reply: post(body, signal).then(usable, () => null) };
}

/**
 * Take note of how long a reply took. Only an answer or a refusal can be used: what failed is sent anew.
 * @param {Reply} reply
 */
function usable(reply) {
  last = reply.took;
  quickest = Math.min(quickest, last);
  return reply.data && (reply.status === 200 || reply.data.error) ? reply : null;
}

/**
 * Hand out what was asked ahead, to the very request that was expected; null for another one. It is null in the end if
 * it failed.
 * @param {string} body
 */
export function askedAhead(body) {
  if (asked?.body !== body) return null;
  const { reply } = asked;
  asked = null;
  return reply;
}
