/** Above the formula: where the document prints the value of this step, and whether that agrees. */

import { el } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { hasChanged } from "../core/store.js";
import { checksOf } from "./marks.js";
import { drawDetail, drawSign, verdict } from "./printed-array.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createPrintedHere(player) {
  const line = el("div", { class: "here" });
  const show = () => {
    const { state } = player.store;
    const checks = checksOf(state, state.data.lesson?.scene, currentStep(state).name);
    line.replaceChildren(...checks.map((check) => drawCheckHere(player, check)));
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "cursor", "structure", "data")) show();
  });
  player.root.querySelector(".formula-line")?.after(line);
  show();
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").Check} check
 */
function drawCheckHere(player, check) {
  const words = say(player, "printed_in", { where: check.where, verdict: verdict(player, check) });
  const detail = el("div", { class: "pop" }, ...drawDetail(player, check));
  return el("details", { class: "check" }, el("summary", {}, drawSign(check), words), detail);
}
