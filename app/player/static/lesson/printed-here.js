/** Above the formula: where the document prints the value of this step, and whether that agrees. */

import { el } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { checksOf } from "./marks.js";
import { drawDetail, verdict } from "./printed-array.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createPrintedHere(player) {
  const line = el("div", { class: "here" });
  const show = () => {
    const { state } = player.store;
    const checks = checksOf(state, state.data.lesson?.scene, currentStep(state).name);
    line.replaceChildren(
      ...checks.map((check) => {
        const kind = check.agrees ? "agrees" : "differs";
        return el(
          "details",
          { class: "check" },
          el(
            "summary",
            {},
            el("span", { class: `judged ${kind}`, "aria-hidden": "true" }, check.agrees ? "✓" : "≠"),
            say(player, "printed_in", { where: check.where, verdict: verdict(player, check) }),
          ),
          el("div", { class: "pop" }, ...drawDetail(player, check)),
        );
      }),
    );
  };
  player.store.subscribe((state, before) => {
    if (state.cursor !== before.cursor || state.structure !== before.structure || state.data !== before.data) show();
  });
  player.root.querySelector(".formula-line")?.after(line);
  show();
}
