/** What is shown at a stop besides its text: derivations, Jacobians, paths, checks. */

import { el } from "../dom.js";

/** @typedef {import("../types.js").Player} Player */

/** @param {Player} player */
export function createPanels(player) {
  return el("div", { class: "panels" }, player.root.lang ? "" : "");
}
