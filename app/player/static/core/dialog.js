/** Show a dialog that has to be closed before anything else is done. */

import { opened } from "./layers.js";

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLElement | null} [opener] what led to it, else what has the focus
 */
export function showModal(dialog, opener) {
  dialog.addEventListener(
    "close",
    opened(() => dialog.close(), opener ?? undefined),
    { once: true },
  );
  dialog.showModal();
}
