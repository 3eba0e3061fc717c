/** The links of the player's page: each hands over what the other page needs of the work. */

import { hasChanged } from "../core/store.js";
import { createLinks } from "./links.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function drawPages(player) {
  const { element, show } = createLinks(player, "step", () => handedTo(player.store.state));
  const stop = player.store.subscribe((state, before) => hasChanged(state, before, "work", "data") && show());
  player.signal.addEventListener("abort", stop);
  return element;
}

/**
 * What another page is told by its address: the language, and where the lessons were left.
 * @param {{data: {lang: string}, work: {reached?: Record<string, string>}}} state
 */
export function handedTo({ data, work }) {
  const reached = Object.entries(work.reached ?? {}).map(([lesson, stop]) => `${lesson}:${stop}`);
  const query = new URLSearchParams({ lang: data.lang });
  if (reached.length > 0) query.set("reached", reached.join());
  return `?${query}`;
}
