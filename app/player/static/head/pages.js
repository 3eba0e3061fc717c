/** The links of the player's page: each hands over what the other page needs of the work. */

import { CHECKING } from "../core/address.js";
import { hasChanged } from "../core/store.js";
import { switchOverlay } from "../explain/later.js";
import { createLinks } from "./links.js";

/** @typedef {import("../core/types.js").Player} Player */

/** Parameters about the network itself, and how it is trained. */
const NETWORK = /^(example|net|hidden|loss|penalty|optimizer|decay|conventions)$/;

/** @param {Player} player */
export function drawPages(player) {
  const { store } = player;
  const current = () => (store.state.overlay?.kind === "submission" ? "check" : "step");
  const query = (/** @type {string} */ path, /** @type {string} */ name) => {
    if (!path) return ofPlayer(player, name === "check");
    return handedTo(store.state, path === "train" ? networkAsked(player) : {});
  };
  const turn = (/** @type {string} */ name) => {
    if (name !== "step" && name !== "check") return false;
    if (name !== current()) switchOverlay(player, "submission");
    return true;
  };
  const { element, show } = createLinks(player, current, query, turn);
  // Every edit changes what the links hand over: it is written when someone comes to them, not on the way of an edit; and
  // before a link is followed, since an answer may have come to someone who was there already.
  for (const kind of ["pointerenter", "focusin", "pointerdown"]) element.addEventListener(kind, show);
  element.addEventListener("click", show, { capture: true });
  const stop = store.subscribe((state, before) => hasChanged(state, before, "overlay") && show());
  player.signal.addEventListener("abort", stop);
  return element;
}

/**
 * What a link says of the network that is open, or of the training that it comes from. The address in the bar is written
 * a little after an answer.
 * @param {Player} player
 */
function networkAsked(player) {
  const { training } = player.store.state.data;
  if (training) return Object.fromEntries(new URLSearchParams(training.address));
  return Object.fromEntries([...new URL(player.link()).searchParams].filter(([key]) => NETWORK.test(key)));
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
 * @param {Record<string, string>} more what one page is told besides
 */
export function handedTo({ data, work }, more = {}) {
  const reached = Object.entries(work.reached ?? {}).map(([lesson, stop]) => `${lesson}:${stop}`);
  const query = new URLSearchParams({ ...more, lang: data.lang });
  if (reached.length > 0) query.set("reached", reached.join());
  return `?${query}`;
}
