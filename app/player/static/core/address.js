/** The work as the address of the page, so that a link opens just what is seen. */

import { viewKeys } from "./memory.js";
import { parametersOf } from "./parameters.js";

/** @typedef {import("./types.js").View} View */

/** Milliseconds until the address is written: writing it at once would delay the next paint. */
const AFTER = 250;
/** Milliseconds for which a reload that has begun may still ask for the address before. */
const LEAVING = 5000;
/** Addresses that others took the place of, and when. @type {{search: string, at: number}[]} */
let replaced = [];
/** Parameters that are not about the work and stay. */
const OTHERS = /^(embed|embed_options)$/;
/**
 * Characters that an address may have: all of it is sent for a reload, and again as the referrer of what the page asks.
 * What stands between refuses a line from 8 kB on, or from 4 kB of packed letters; the server a head of 16 kB.
 */
const LONGEST = 4000;
/** Says in an address that is shortened of which numbers it is. */
const MARK = "numbers";

/** The parameter with which the page opens at the check of someone's own numbers, in the work that is here. @type {{lens: "submission"}} */
export const CHECKING = { lens: "submission" };

/** Does the address ask for that check? */
export function asksToCheck() {
  return parametersOf().lens === CHECKING.lens;
}

/**
 * Write the address of a work.
 * @param {Record<string, string>} query the parameters of the network or the lesson, as the server wrote them
 * @param {View} view
 */
export function addressOf(query, view) {
  const url = new URL(location.href);
  const others = [...url.searchParams].filter(([key]) => OTHERS.test(key));
  const looks = Object.entries(view).map(([part, value]) => {
    const [key = part, , words] = viewKeys()[part] ?? [];
    return [key, words?.[String(value)] ?? String(value)];
  });
  return written(url, new URLSearchParams([...others, ...Object.entries(query), ...looks]));
}

/**
 * @param {URL} url
 * @param {URLSearchParams} parameters
 */
function written(url, parameters) {
  url.search = parameters.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return url.href;
}

/**
 * How much longer is an address than one that passes everywhere?
 * @param {string} address
 * @returns {{length: number, most: number} | null} null if it passes
 */
export function tooLong({ length }) {
  return length > LONGEST ? { length, most: LONGEST } : null;
}

/**
 * Shorten an address that is too long: its longest parameters are left out, and a mark says which they were. So a reload
 * finds what this tab has kept, and another browser can say what is missing.
 * @param {string} address
 */
export function shortened(address) {
  if (!tooLong(address)) return address;
  const url = new URL(address);
  const parameters = new URLSearchParams([...url.searchParams, [MARK, markOf("")]]);
  let left = "";
  while (tooLong(written(url, parameters)) && parameters.size > 1) {
    const [key, value] = [...parameters].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    parameters.delete(key);
    left += value;
  }
  parameters.set(MARK, markOf(left));
  return written(url, parameters);
}

/**
 * A short word for a text, another one for nearly every other text: the sum of FNV-1a.
 * @param {string} text
 */
function markOf(text) {
  let sum = 0x811c9dc5;
  for (let k = 0; k < text.length; k += 1) sum = Math.imul(sum ^ text.charCodeAt(k), 0x01000193);
  return (sum >>> 0).toString(36).padStart(7, "0");
}

/** The addresses that this page had a moment ago: a reload that has begun asks for the one of its beginning. */
export function formerAddresses() {
  return recently().map(({ search }) => search);
}

function recently() {
  return replaced.filter(({ at }) => Date.now() - at < LEAVING);
}

/**
 * Keep the address of the page as `write` gives it, soon after each call of `soon`. Another lesson or stop gets an
 * entry of its own in the browser's history. `first` writes an address at once if none is written yet, so that what is
 * left then has an entry too.
 * @param {() => string | null} write null if it is not known yet
 */
export function showAddress(write) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const show = (/** @type {string | null} */ address) => {
    if (!address) return;
    if (isShown && isOtherPlace(address)) history.pushState(history.state, "", address);
    else if (address !== location.href) {
      replaced = [...recently(), { search: location.search, at: Date.now() }];
      history.replaceState(history.state, "", address);
    }
    isShown = true;
  };
  let isShown = false;
  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(() => show(write()), AFTER);
    },
    first: (/** @type {string} */ address) => void (isShown || show(address)),
  };
}

/**
 * Is an address about another lesson, or another stop, than that of the page? One that names no stop yet is about any.
 * @param {string} address
 */
function isOtherPlace(address) {
  const [next, present] = [address, location.href].map((href) => new URL(href).searchParams);
  const stop = present?.get("stop");
  return next?.get("lesson") !== present?.get("lesson") || (stop !== null && next?.get("stop") !== stop);
}
