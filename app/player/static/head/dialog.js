/** A dialog in the middle of the page; the focus goes back to the button that led to it. */

import { showModal } from "../core/dialog.js";
import { closeButton, el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {HTMLElement} button
 * @param {string} title
 * @param {(Node | null)[]} parts
 * @returns {HTMLDialogElement}
 */
export function showDialog(player, button, title, parts) {
  const close = closeButton(player.text("close"), () => dialog.close());
  const heading = el("h2", { id: "dialog-title" }, title);
  const dialog = el(
    "dialog",
    { class: "head-dialog", "aria-labelledby": "dialog-title", lang: player.root.lang },
    heading,
    ...parts,
    close,
  );
  // A click outside hits the dialog itself.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus({ preventScroll: true });
  });
  player.signal.addEventListener("abort", () => dialog.remove());
  button.closest(".head")?.after(dialog);
  showModal(dialog, button);
  return dialog;
}
