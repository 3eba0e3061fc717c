/** A whole matrix by the clipboard: Ctrl+C in a cell copies the matrix, Ctrl+V pastes from the cell on. */

import { placeOf } from "../core/model.js";
import { writeAs } from "./forms.js";
import { isTransposed, sendPaste } from "./paste.js";
import { rowsOf } from "./rows.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Refusal} Refusal */

/** A text that can only go into one cell, so that the browser may put it into the field that is open. */
const ONE_WORD = /^\s*[^\s,;()[\]]*,?[^\s,;()[\]]*\s*$/;

/** @param {Player} player */
export function enableClipboard(player) {
  player.root.addEventListener("copy", (event) => copyWhole(player, event));
  player.root.addEventListener("paste", (event) => pasteHere(player, event));
  player.root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".open-whole") : null;
    if (button instanceof HTMLButtonElement) void open(player, button);
  });
  player.store.subscribe((state, before) => {
    if (state.refused !== before.refused && state.refused?.pasted) void mend(player, state.refused);
  });
}

/**
 * Copy the matrix of the cell that has the focus, if nothing else is selected.
 * @param {Player} player
 * @param {ClipboardEvent} event
 */
function copyWhole(player, event) {
  const td = event.composedPath()[0];
  const isSelected = String(document.getSelection() ?? "") !== "";
  if (!(td instanceof HTMLTableCellElement) || !td.dataset.key || isSelected) return;
  const rows = rowsOf(player.store.state, placeOf(td.dataset.key).name, isTransposed(td));
  if (!rows) return;
  event.clipboardData?.setData("text/plain", writeAs("tabs", rows));
  event.preventDefault();
}

/**
 * Paste from the cell on that has the focus, or whose editor is open; one word goes into the editor as usual.
 * @param {Player} player
 * @param {ClipboardEvent} event
 */
function pasteHere(player, event) {
  const target = event.composedPath()[0];
  const td = target instanceof Element ? target.closest("td[data-key]") : null;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!(td instanceof HTMLTableCellElement) || !td.closest(".editable") || !text) return;
  if (player.store.state.data.practice || (target !== td && ONE_WORD.test(text))) return;
  event.preventDefault();
  const { name, row, col } = placeOf(td.dataset.key ?? "");
  // The paste takes the place of what was typed, which is given up as by the key.
  if (target instanceof HTMLInputElement) target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  sendPaste(player, { type: "paste", name, text, row, col, transposed: isTransposed(td) });
}

/**
 * @param {Player} player
 * @param {HTMLButtonElement} button
 */
async function open(player, button) {
  const { toggleWhole } = await import("./whole.js");
  toggleWhole(player, button);
}

/**
 * Open the box of a matrix with what was refused in it, to be mended.
 * @param {Player} player
 * @param {Refusal} refusal
 */
async function mend(player, refusal) {
  const { showRefused } = await import("./whole.js");
  showRefused(player, refusal);
}
