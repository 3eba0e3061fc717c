/** The explicit Jacobian, and the same gradient by the long way and by the short one. */

import { label } from "../boxes.js";
import { el } from "../dom.js";
import { drawMath } from "./math.js";
import { drawMatrix } from "./matrix.js";
import { say } from "./say.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 */
export function drawJacobian(player, panel) {
  const [rows, columns, nonzero] = panel.size, { state } = player.store;
  const caption = el("span", {}, el("i", {}, "J"), " = ∂ ", label(state, panel.step), " / ∂ ", label(state, panel.input), ", ", say(player, "entries", { rows, columns, nonzero }));
  const names = { rows: panel.rows, cols: panel.columns };
  return [
    panel.matrix ? drawMatrix(caption, panel.matrix, names) : el("p", {}, caption, " ", say(player, "too_large")),
    drawMath(panel.short),
    el("div", { class: "pair" }, drawMatrix(say(player, "long"), panel.long), drawMatrix(say(player, "short"), panel.value)),
    el("p", { class: "proof" }, say(player, panel.same ? "same" : "not_same")),
  ];
}
