/**
 * The place that the first document has for the player, above Streamlit: the player is there until Streamlit has made
 * a place for it. Other pages have none. See `app/static/first.js`, which the document brings with it.
 */

import { nextPaint } from "./after-paint.js";
import { el } from "./dom.js";
import { sheets } from "./sheets.js";

/** @typedef {import("./types.js").Request} Request */
/** @typedef {{body: string, response: Promise<Response>}} FirstAnswer */

/** Milliseconds after which Streamlit begins although the page is still busy. */
const AT_LAST = 300;

const early = /** @type {{beginStreamlit?: () => void, firstAnswer?: FirstAnswer}} */ (globalThis);

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

/** Let Streamlit begin when the player is painted and nothing else is to be done. */
export function beginStreamlitSoon() {
  const begin = () => early.beginStreamlit?.();
  void nextPaint().then(() => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(begin, { timeout: AT_LAST });
    else setTimeout(begin, AT_LAST);
  });
}

/** The player has another place now. */
export function leaveFirstPlace() {
  document.getElementById("first")?.remove();
}

/**
 * Hand out the answer that the document asked for before this script was there. Only the first request can have it.
 * @param {Request["body"]} body
 * @returns {Promise<Response> | null} null if it was asked for something else, or if nothing was asked
 */
export function firstAnswer({ version, query, lang, work, changes, questions }) {
  const asked = early.firstAnswer;
  delete early.firstAnswer;
  const body = JSON.stringify({ version, query, changes, questions, lang });
  return asked && !work && asked.body === body ? asked.response : null;
}
