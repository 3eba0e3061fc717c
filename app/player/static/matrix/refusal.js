/** Say why a number was refused, at its cell, and let it be typed on. */

import { el } from "../core/dom.js";
import { keyOf } from "../core/model.js";
import { openEditor } from "./editor.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Refusal} Refusal */

/** @param {Player} player */
export function enableRefusals(player) {
  player.store.subscribe((state, before) => {
    if (state.refused !== before.refused) showRefusal(player, state.refused);
  });
}

/**
 * Open the editor with what was typed before.
 * @param {Player} player
 * @param {import("../core/types.js").Place & {typed: string}} typing
 */
export function typeOn(player, typing) {
  const td = cellOfPlace(player, typing);
  if (td) openEditor(player, td, { typed: typing.typed });
}

/**
 * Show why a number was refused, at its cell. Its text stays there, and the editor opens again unless the person has
 * moved on.
 * @param {Player} player
 * @param {Refusal | null} refused
 */
function showRefusal(player, refused) {
  for (const old of player.root.querySelectorAll(".refusal")) old.remove();
  if (!refused || refused.pasted) return;
  const td = cellOfPlace(player, refused);
  // A number that was typed in the builder is refused there.
  if (!td && player.root.closest(".with-builder")) return;
  const message = el("div", { class: "refusal", role: "alert" }, refused.text);
  if (!td) return player.root.append(message);
  putBelow(player, td, message);
  if (hasStayed(player, td)) openEditor(player, td, { typed: refused.typed });
}

/**
 * Put a message right under a cell, above everything that scrolls.
 * @param {Player} player
 * @param {HTMLTableCellElement} td
 * @param {HTMLElement} message
 */
function putBelow(player, td, message) {
  player.root.append(message);
  const frame = player.root.getBoundingClientRect();
  const cell = td.getBoundingClientRect();
  const { width } = message.getBoundingClientRect();
  const centred = cell.left + (cell.width - width) / 2 - frame.left;
  message.style.left = `${Math.max(8, Math.min(centred, frame.width - width - 8))}px`;
  message.style.top = `${cell.bottom - frame.top + 8}px`;
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").Place} place
 * @returns {HTMLTableCellElement | null} in the open panel if it is there, otherwise in the formula
 */
function cellOfPlace(player, { name, row, col }) {
  const selector = `.grid.editable td[data-key="${CSS.escape(keyOf(name, row, col))}"]`;
  return player.root.querySelector(`.panel ${selector}`) ?? player.root.querySelector(selector);
}

/**
 * @param {Player} player
 * @param {Element} td
 */
function hasStayed(player, td) {
  const root = player.root.getRootNode();
  const active = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
  return active === null || active === td || active === document.body;
}
