/** The training panel: a button that scrolls to the training run below the player. */

import { el } from "../core/dom.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawTraining(player, { hidden, epochs, batch }) {
  const down = el("button", { type: "button", class: "go boxed" }, say(player, "training.go"));
  down.addEventListener("click", () =>
    document.querySelector(".st-key-training")?.scrollIntoView({ behavior: "smooth", block: "end" }),
  );
  return [el("p", {}, say(player, "training.about", { hidden, epochs, batch })), down];
}
