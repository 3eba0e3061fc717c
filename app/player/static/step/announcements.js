/** Announce each step to screen readers, and show Python's notices about the numbers. */

import { el, updateText } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { isOtherStep } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createAnnouncements(player) {
  const live = el("div", { class: "unseen", "aria-live": "polite", "aria-atomic": "true" });
  player.store.subscribe((state, before) => {
    if (!isOtherStep(state, before)) return;
    const position = player.text("status.step", { step: state.cursor + 1, of: state.structure.steps.length });
    live.textContent = player.text("announced", { position, said: currentStep(state).said });
  });
  return live;
}

/** @param {Player} player */
export function createNotice(player) {
  const notice = el("div", { class: "notice", role: "status" });
  const show = () => {
    const { notice: words } = player.store.state.data;
    updateText(notice, words ?? "");
    notice.hidden = words === null;
  };
  player.store.subscribe((state, before) => state.data !== before.data && show());
  show();
  return notice;
}
