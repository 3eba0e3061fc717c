/** The work as the address of the page, so that a link opens just what is seen. */

import { viewKeys } from "./memory.js";

/** @typedef {import("./types.js").View} View */

/** Milliseconds until the address is written: writing it at once would delay the next paint. */
const AFTER = 250;
/** Milliseconds for which a reload that has begun may still ask for the address before. */
const LEAVING = 5000;
/** Addresses that others took the place of, and when. @type {{search: string, at: number}[]} */
let replaced = [];
/** Parameters that are not about the work and stay. */
const OTHERS = /^(embed|embed_options)$/;

/** The parameters with which the page was opened. */
export function openedQuery() {
  return Object.fromEntries(new URLSearchParams(location.search));
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
  url.search = new URLSearchParams([...others, ...Object.entries(query), ...looks]).toString();
  url.search = url.search.replaceAll("%3A", ":").replaceAll("%2C", ",");
  return url.href;
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
