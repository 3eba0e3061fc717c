/**
 * The place that the first document has for the player, above Streamlit: the player is there until Streamlit has made
 * a place for it. Other pages have none. See `app/static/first.js`, which the document brings with it.
 */

import { nextPaint } from "./after-paint.js";
import { el } from "./dom.js";
import { sheets } from "./sheets.js";

/** Milliseconds after which Streamlit begins although the page is still busy. */
const AT_LAST = 300;
/** Milliseconds that Streamlit has, from its beginning, to make a place for the player. */
const LATE = 10_000;

const early = /** @type {{beginStreamlit?: () => void}} */ (globalThis);

/**
 * Make an element for the player in the first document. The styles are its own, as in a component of Streamlit.
 * @returns {Element | null} null on a page that has no place
 */
export function firstPlace() {
  const host = document.getElementById("first");
  if (!host) return null;
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = sheets;
  const place = el("div", { class: "player" });
  root.replaceChildren(place);
  return place;
}

/** Whether Streamlit is late: whoever listens hears of every change. */
let isLate = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let untilLate;
/** @type {Set<(isLate: boolean) => void>} */
const listeners = new Set();

/**
 * Tell now and at every change whether Streamlit is late: it has had its time, and the player still has its first place.
 * @param {(isLate: boolean) => void} tell
 * @param {AbortSignal} signal ends it
 */
export function watchStreamlit(tell, signal) {
  listeners.add(tell);
  signal.addEventListener("abort", () => listeners.delete(tell));
  tell(isLate);
}

/** @param {boolean} value */
function setLate(value) {
  if (isLate === value) return;
  isLate = value;
  for (const tell of listeners) tell(isLate);
}

/** Let Streamlit begin when the player is painted and nothing else is to be done. */
export function beginStreamlitSoon() {
  const begin = () => {
    early.beginStreamlit?.();
    if (document.getElementById("first")) untilLate ??= setTimeout(() => setLate(true), LATE);
  };
  void nextPaint().then(() => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(begin, { timeout: AT_LAST });
    else setTimeout(begin, AT_LAST);
  });
}

/** The player has another place now. */
export function leaveFirstPlace() {
  document.getElementById("first")?.remove();
  clearTimeout(untilLate);
  setLate(false);
}
