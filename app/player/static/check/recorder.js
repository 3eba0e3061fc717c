/** The lines that someone pastes into their own code: they keep the arrays of a training, to be brought here. */

import { copyText } from "../core/clipboard.js";
import { el } from "../core/dom.js";

/** @typedef {import("./room.js").Room} Room */

const LIBRARIES = { torch: "PyTorch", numpy: "NumPy" };

/** @param {Room} room */
export function createRecorder({ player, say }) {
  const buttons = Object.entries(LIBRARIES).map(([name, label]) => {
    const button = el(
      "button",
      { type: "button", class: "boxed" },
      player.text("submission.recorder_copy", { name: label }),
    );
    button.addEventListener("click", () => void copy(name));
    return button;
  });
  /** @param {string} name */
  async function copy(name) {
    const lines = await fetchLines(name).catch(() => null);
    const copied = lines !== null && (await copyText(lines));
    say(player.text(copied ? "submission.recorder_copied" : "submission.recorder_failed"));
  }
  return el(
    "details",
    { class: "recorder" },
    el("summary", {}, player.text("submission.recorder")),
    el("p", { class: "hint" }, player.text("submission.recorder_about")),
    el("div", { class: "bring-row" }, ...buttons),
  );
}

/**
 * @param {string} name
 * @returns {Promise<string>}
 */
async function fetchLines(name) {
  const answer = await fetch(new URL("../recorders.json", import.meta.url));
  const { [name]: lines } = await answer.json();
  if (typeof lines !== "string") throw new Error(`no recorder for ${name}`);
  return lines;
}
