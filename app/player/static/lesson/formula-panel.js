/** A formula of a stop that can be changed: its gradient is derived again. */

import { el } from "../core/dom.js";
import { forgetDraft } from "../core/drafts.js";
import { drawForm, drawOutcome } from "../formula/panel.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/**
 * @param {Player} player
 * @param {Panel} panel
 * @param {number} index
 */
export function drawFormulaPanel(player, panel, index) {
  const words = say.bind(null, player);
  const { lesson, stop } = player.store.state;
  const draft = `formula.${lesson?.lesson}.${stop}.${index}`;
  const send = (/** @type {string} */ formula) => {
    forgetDraft(draft);
    player.send({ type: "formula", panel: index, formula });
  };
  const again = el("button", { type: "button", class: "link" }, words("first_formula"));
  again.hidden = panel.formula === panel.original;
  again.addEventListener("click", () => send(panel.original));
  const by = el("p", { class: "by" }, words("by", { name: panel.wrt }), " ", again);
  const field = { name: `formula-${index}`, formula: panel.formula, draft };
  return [drawForm(words, field, by, send), ...drawOutcome(words, panel, send)];
}
