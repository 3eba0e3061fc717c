/** A derivation line by line, each line with its rule. */

import { el } from "../core/dom.js";
import { drawLines, drawResult } from "../formula/lines.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawDerivation(player, panel) {
  return [drawLines(panel), drawResult(panel.result), el("p", { class: "proof" }, drawVerdict(player, panel))];
}

/**
 * @param {Player} player
 * @param {Panel} panel
 */
function drawVerdict(player, panel) {
  if (!panel.agrees) return say(player, "slope_not");
  if (panel.average === 1) return say(player, "derived");
  return panel.average ? say(player, "derived_average", { n: panel.average }) : say(player, "derived_other");
}
