/** The training run stands under the player; here is the way to it. */

import { el } from "../dom.js";
import { say } from "./say.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawTraining(player, { hidden, epochs, batch }) {
  const down = el("button", { type: "button", class: "go" }, say(player, "training.go"));
  down.addEventListener("click", () => document.querySelector(".st-key-training")?.scrollIntoView({ behavior: "smooth", block: "end" }));
  return [el("p", {}, say(player, "training.about", { hidden, epochs, batch })), down];
}
