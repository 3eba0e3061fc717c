/** The links of the player's page: each hands over what the other page needs of the work. */

import { hasChanged } from "../core/store.js";
import { createLinks } from "./links.js";

/** @typedef {import("../core/types.js").Player} Player */

/** Parameters about the network itself, and how it is trained. */
const NETWORK = /^(example|net|hidden|loss|penalty|optimizer|decay|conventions)$/;

/** @param {Player} player */
export function drawPages(player) {
  const query = (/** @type {string} */ path) => handedTo(player.store.state, path === "train" ? networkAsked() : {});
  const { element, show } = createLinks(player, "step", query);
  // The address of the network is written a little after the work has changed.
  element.addEventListener("pointerenter", show);
  element.addEventListener("focusin", show);
  const stop = player.store.subscribe((state, before) => hasChanged(state, before, "work", "data") && show());
  player.signal.addEventListener("abort", stop);
  return element;
}

/** What the address says of the network that is open, or of the training that it comes from. */
function networkAsked() {
  const moment = new URLSearchParams(location.search).get("moment");
  if (moment) return Object.fromEntries(moment.split(";").map(pairIn));
  return Object.fromEntries([...new URLSearchParams(location.search)].filter(([key]) => NETWORK.test(key)));
}

/** @param {string} part of a moment: `lr:0.2` */
function pairIn(part) {
  const at = part.indexOf(":");
  return [part.slice(0, at), decodeURIComponent(part.slice(at + 1))];
}

/**
 * What another page is told by its address: the language, and where the lessons were left.
 * @param {{data: {lang: string}, work: {reached?: Record<string, string>}}} state
 * @param {Record<string, string>} more what one page is told besides
 */
export function handedTo({ data, work }, more = {}) {
  const reached = Object.entries(work.reached ?? {}).map(([lesson, stop]) => `${lesson}:${stop}`);
  const query = new URLSearchParams({ ...more, lang: data.lang });
  if (reached.length > 0) query.set("reached", reached.join());
  return `?${query}`;
}
