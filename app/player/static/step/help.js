/** The dialog that lists the keys. */

import { showModal } from "../core/dialog.js";
import { closeButton, el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/** The rows of the list of keys: the caps, and the key of the text beside them. */
const LIST = [
  [["←", "→"], "keys.step"],
  [["↑", "↓"], "keys.zoom"],
  [["V"], "keys.picture"],
  [["PageUp", "PageDown"], "keys.clicker"],
  [["Home", "End"], "keys.ends"],
  [["cap.space"], "keys.play"],
  [["U"], "keys.update"],
  [["B"], "keys.back"],
  [["Ctrl+Z"], "keys.undo"],
  [["Ctrl+Shift+Z"], "keys.redo"],
  [["Tab"], "keys.tab"],
  [["Enter"], "keys.enter"],
  [["E"], "keys.explain"],
  [["J"], "keys.jacobian"],
  [["D"], "keys.view"],
  [["G"], "keys.check"],
  [["C"], "keys.compare"],
  [["F"], "keys.exact"],
  [["P"], "keys.present"],
  [["Esc"], "keys.escape"],
  [["?"], "keys.list"],
];
const LESSON_LIST = [
  [["[", "]"], "keys.stop"],
  [[",", "."], "keys.stop_too"],
];

/** @param {Player} player */
export function openHelp(player) {
  const dialog = player.root.querySelector("dialog.keys");
  if (dialog instanceof HTMLDialogElement && !dialog.open) showModal(dialog);
}

/** @param {Player} player */
export function createHelp(player) {
  const title = el("h2", { id: "keys-title" }, player.text("keys"));
  const close = closeButton(player.text("close"), () => dialog.close());
  const dialog = el("dialog", { class: "help keys", "aria-labelledby": "keys-title" }, title, close, drawList(player));
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
