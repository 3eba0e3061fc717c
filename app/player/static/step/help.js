/** The dialog that lists the keys. */

import { closeButton, el } from "../core/dom.js";
import { LESSON_LIST, LIST } from "./keys.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createHelp(player) {
  const title = el("h2", { id: "keys-title" }, player.text("keys"));
  const close = closeButton(player.text("close"), () => dialog.close());
  const dialog = el("dialog", { class: "help", "aria-labelledby": "keys-title" }, title, close, drawList(player));
  // A click outside the list hits the dialog itself.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return dialog;
}

/** @param {Player} player */
function drawList(player) {
  const list = el("dl", {});
  for (const [caps, words] of player.store.state.lesson ? [...LESSON_LIST, ...LIST] : LIST) {
    const drawn = [...(caps ?? [])].flatMap((cap) => [
      el("kbd", {}, cap.startsWith("cap.") ? player.text(cap) : cap),
      " ",
    ]);
    list.append(el("dt", {}, ...drawn), el("dd", {}, player.text(String(words))));
  }
  return list;
}
