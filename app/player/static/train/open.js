/** The link that opens the next iteration in the player, with its batch; where it breaks, at that step. */

import { el, updateText } from "../core/dom.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 */
export function openLink({ given, text }, run) {
  const element = el("a", { class: "train-open" });
  const show = () => {
    updateText(element, text("open", { iteration: run.done + 1 }));
    const address = new URL("./", document.baseURI);
    const query = new URLSearchParams({ moment: `${given.moment}${run.done}`, lang: given.lang });
    if (run.fault && run.done === run.fault.iteration - 1) query.set("step", run.fault.name);
    address.search = query.toString();
    element.href = address.href;
  };
  show();
  return { element, show };
}
