/** What has to be said of the address with which any page was opened: that it is of no page, or says a thing twice. */

import { repeatedIn } from "../core/parameters.js";
import { PAGES } from "./links.js";
import { drawSentence } from "./sentence.js";

/** @typedef {Pick<import("../core/types.js").Player, "text">} Speaker */

/** As many characters of a parameter are repeated. */
const LONGEST = 20;

const { pathname, search } = location;
const told = /** @type {{missingPage?: string}} */ (globalThis);
/** The path that a person typed, where there is no such page; see `app/static/missing.js`. */
const missing = told.missingPage;
delete told.missingPage;

/** What is not closed yet. @type {Set<(speaker: Speaker) => string>} */
const sayings = new Set([
  ...(missing === undefined ? [] : [sayMissing(missing)]),
  ...repeatedIn(search).map((key) => sayRepeated(key)),
]);

// On another page it is over.
addEventListener("popstate", () => location.pathname !== pathname && sayings.clear());

/**
 * Draw the sentences. In another language they are drawn again, until they are closed.
 * @param {Speaker} speaker
 */
export function drawOpened(speaker) {
  return [...sayings].map((say) => drawSentence(speaker, say(speaker), () => sayings.delete(say)));
}

/** @param {string} asked */
function sayMissing(asked) {
  const pages = Object.keys(PAGES).join(", ");
  return (/** @type {Speaker} */ speaker) => speaker.text("head.no_page", { asked, pages });
}

/** @param {string} key */
function sayRepeated(key) {
  const asked = key.slice(0, LONGEST);
  return (/** @type {Speaker} */ speaker) => speaker.text("head.repeated", { asked });
}
