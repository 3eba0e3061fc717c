/**
 * Parts of the page that are left out, for slides and course pages: `?hide=head,graph`. `?embed=true` leaves out the
 * row, as Streamlit then leaves out its own.
 */

import { updateAttribute } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/** What can be left out; `head.css` hides each. */
export const PARTS = ["head", "graph", "timeline", "controls", "formula", "side", "code", "lesson"];

/**
 * @param {Player} player
 * @param {HTMLElement} head which says for the style sheet what is hidden
 */
export function enableParts(player, head) {
  const show = () => {
    const { hidden, unknown } = hiddenParts(player.store.state.work.view?.hide ?? "", location.search);
    updateAttribute(head, "data-hide", hidden.join(" ") || null);
    return unknown;
  };
  const unknown = show();
  const stop = player.store.subscribe((state, before) => state.work !== before.work && show());
  player.signal.addEventListener("abort", stop);
  if (unknown.length > 0) complain(player, unknown);
}

/**
 * @param {string} hide names with commas between them
 * @param {string} search of the address
 */
export function hiddenParts(hide, search) {
  const names = hide.split(",").filter(Boolean);
  const embedded = new URLSearchParams(search).get("embed") === "true";
  return {
    hidden: PARTS.filter((part) => names.includes(part) || (embedded && part === "head")),
    unknown: names.filter((name) => !PARTS.includes(name)),
  };
}

/**
 * @param {Player} player
 * @param {string[]} unknown
 */
function complain(player, unknown) {
  const sentence = player.text("head.no_part", { name: unknown.join(", "), parts: PARTS.join(", ") });
  // The banner is not there yet.
  queueMicrotask(() => player.store.set({ said: [sentence] }));
}
