/** The links of the player's page: each hands over what the other page needs of the work. */

import { CHECKING } from "../core/address.js";
import { hasChanged } from "../core/store.js";
import { switchOverlay } from "../explain/later.js";
import { createLinks } from "./links.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function drawPages(player) {
  const { store } = player;
  const current = () => (store.state.overlay?.kind === "submission" ? "check" : "step");
  const query = (/** @type {string} */ path, /** @type {string} */ name) =>
    path ? handedTo(store.state) : ofPlayer(player, name === "check");
  const turn = (/** @type {string} */ name) => {
    if (name !== "step" && name !== "check") return false;
    if (name !== current()) switchOverlay(player, "submission");
    return true;
  };
  const { element, show } = createLinks(player, current, query, turn);
  const stop = store.subscribe((state, before) => hasChanged(state, before, "work", "data", "overlay") && show());
  player.signal.addEventListener("abort", stop);
  return element;
}

/**
 * The parameters of the player's own page, or of the check of someone's numbers, which is made in it.
 * @param {Player} player
 * @param {boolean} checks
 */
function ofPlayer(player, checks) {
  const { searchParams } = new URL(player.link());
  const [part, value] = Object.entries(CHECKING)[0] ?? ["", ""];
  searchParams.delete(part);
  if (checks) searchParams.set(part, value);
  return `?${searchParams}`;
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
