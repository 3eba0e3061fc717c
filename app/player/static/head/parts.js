/**
 * Parts of the page that are left out, for slides and course pages: `?hide=head,graph`. `?embed=true` leaves out the
 * row, as Streamlit then leaves out its own. The server knows which parts there are, and says so of others.
 */

import { updateAttribute } from "../core/dom.js";
import { parametersOf } from "../core/parameters.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {HTMLElement} head which says for the style sheet what is hidden
 */
export function enableParts(player, head) {
  const show = () => {
    const hidden = hiddenParts(player.store.state.work.view?.hide ?? "", location.search);
    updateAttribute(head, "data-hide", hidden.join(" ") || null);
  };
  show();
  const stop = player.store.subscribe((state, before) => state.work !== before.work && show());
  player.signal.addEventListener("abort", stop);
}

/**
 * @param {string} hide names with commas between them
 * @param {string} search of the address
 */
export function hiddenParts(hide, search) {
  const embedded = parametersOf(search).embed?.toLowerCase() === "true";
  return [...new Set([...(embedded ? ["head"] : []), ...hide.split(",").filter(Boolean)])];
}
