/** The link that opens the iteration that is shown in the player, with its batch. */

import { el } from "../core/dom.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 */
export function openLink({ given, text }, run) {
  const element = el("a", { class: "train-open" }, text("open"));
  const show = () => {
    const address = new URL("./", document.baseURI);
    address.search = new URLSearchParams({
      ...given.player,
      moment: `${given.moment}${run.done}`,
      lang: given.lang,
    }).toString();
    element.href = address.href;
  };
  show();
  return { element, show };
}
