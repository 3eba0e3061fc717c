/** Open a practice: its strip under the numbers, and what it changes in the step. */

import { el } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { createHunt } from "./hunt.js";
import { createPrediction } from "./prediction.js";
import { addStyle } from "./style.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export async function openPractice(player) {
  await addStyle(player.root);
  if (player.signal.aborted) return;
  const stage = player.root.querySelector(".stage");
  const strip = el("section", { class: "practice" });
  const live = el("div", { class: "unseen", role: "status" });
  const parts = { predict: createPrediction(player, strip, live), break: createHunt(player, strip, live) };
  const show = () => {
    const { practice } = player.store.state.data;
    player.root.classList.toggle("practising", practice !== undefined);
    player.root.classList.toggle("predicting", practice?.mode === "predict" && practice.open);
    if (!practice) return leave(strip, live, parts);
    if (!strip.isConnected) stage?.append(strip, live);
    strip.setAttribute("aria-label", say(player, "region"));
    for (const [mode, part] of Object.entries(parts)) if (mode !== practice.mode) part.leave();
    parts[practice.mode].show();
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "data", "cursor", "structure")) show();
  });
  show();
}

/**
 * @param {HTMLElement} strip
 * @param {HTMLElement} live
 * @param {Record<string, {leave: () => void}>} parts
 */
function leave(strip, live, parts) {
  for (const part of Object.values(parts)) part.leave();
  strip.remove();
  live.remove();
}
