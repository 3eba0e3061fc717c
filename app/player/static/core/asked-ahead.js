/**
 * Ask ahead for the answer to a change that is still typed: when it is handed over, the answer is there. The server keeps
 * nothing of what it answers, so an answer that is not wanted in the end changes nothing.
 */

import { TOO_MANY, post } from "./reply.js";

/** @typedef {import("./reply.js").Reply} Reply */

/** Milliseconds without a key after which it is asked: a number that is typed fast is asked for once, when it is whole. */
const REST = 60;
/** A server is busy if its last reply took so many milliseconds more than its quickest one. */
const BUSY = 50;
/** Milliseconds after which a reply is given up; the request is sent anew then. */
const PATIENCE = 20_000;

/**
 * @typedef {object} Asked
 * @property {string} body
 * @property {Promise<Reply | null>} reply
 * @property {boolean} isThere whether the reply is there, or has failed
 * @property {number} begun
 * @property {AbortController} stop
 */
/** What was asked ahead. @type {Asked | null} */
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
    giveUp();
    if (last <= quickest + BUSY) ask(body);
    // A server that was busy is tried again the next time.
    else last = quickest;
  }, REST);
}

/** Ask no more for what was to be asked soon: it is handed over now. */
export function expectNothing() {
  clearTimeout(timer);
}

/** Give up what was asked ahead; its reply would have taken longer than until now. */
function giveUp() {
  if (asked && !asked.isThere) last = Math.max(last, performance.now() - asked.begun);
  asked?.stop.abort();
  asked = null;
}

/** @param {string} body */
function ask(body) {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE)]);
  const reply = post(body, signal)
    .then(usable, () => null)
    .finally(() => (own.isThere = true));
  /** @type {Asked} */
  const own = { body, reply, isThere: false, begun: performance.now(), stop };
  asked = own;
}

/**
 * Find out whether a reply can be used: an answer or a refusal. What failed, or is to be asked later, is sent anew; only
 * of what can be used it counts how long it took.
 * @param {Reply} reply
 */
function usable(reply) {
  if (reply.status === TOO_MANY) last = Infinity;
  if (reply.status === TOO_MANY || !(reply.status === 200 ? reply.data : reply.data?.error)) return null;
  last = reply.took;
  quickest = Math.min(quickest, last);
  return reply;
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
