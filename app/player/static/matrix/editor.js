/** Edit a number in its cell. The typed text goes to Python unchanged, which decides whether it is a number. */

import { el } from "../core/dom.js";
import { keyOf, nameOf, placeOf, typedIn } from "../core/model.js";
import { hasModifier } from "../core/roving.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Refusal} Refusal */

const EDITABLE = ".grid.editable td[data-key]";

/**
 * @param {Player} player
 */
export function enableEditing(player) {
  player.root.addEventListener("click", (event) => {
    const td = cellAt(player, event.target);
    if (td && !(event.target instanceof HTMLInputElement)) openEditor(player, td, { byPointer: true });
  });
  player.root.addEventListener("keydown", (event) => {
    const td = event.target instanceof HTMLTableCellElement ? cellAt(player, event.target) : null;
    if (td && !hasModifier(event)) startByKey(player, td, event);
  });
  player.store.subscribe((state, before) => {
    if (state.refused !== before.refused) showRefusal(player, state.refused);
  });
}

/**
 * Find the editable cell of an event. Nothing is editable while something is practised.
 * @param {Player} player
 * @param {EventTarget | null} target
 * @returns {HTMLTableCellElement | null}
 */
function cellAt(player, target) {
  return target instanceof Element && !player.store.state.data.practice ? target.closest(EDITABLE) : null;
}

/**
 * Open the editor by key: Enter and F2 with the present number, a digit or a sign with that sign.
 * @param {Player} player
 * @param {HTMLTableCellElement} td
 * @param {KeyboardEvent} event
 */
function startByKey(player, td, event) {
  const begins = /^[-\d.+−]$/.test(event.key);
  if (!begins && event.key !== "Enter" && event.key !== "F2") return;
  event.preventDefault();
  openEditor(player, td, begins ? { typed: event.key } : {});
}

/**
 * @param {Player} player
 * @param {HTMLTableCellElement} td
 * @param {{typed?: string, byPointer?: boolean}} [how] `typed` is its first text, else the present value is selected
 */
function openEditor(player, td, { typed, byPointer = false } = {}) {
  if (td.querySelector("input")) return;
  const place = placeOf(td.dataset.key ?? "");
  const before = typedIn(player.store.state, place);
  const input = drawInput(player, place, typed ?? before);
  player.store.set({ playing: false });
  td.classList.add("editing");
  td.append(input);
  input.focus();
  if (typed === undefined) input.select();
  listen(player, td, input, before, byPointer);
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").Place} place
 * @param {string} value
 */
function drawInput(player, { name, row, col }, value) {
  const { plain } = nameOf(player.store.state, name);
  const title = player.text("cell", { name: plain, row: row + 1, col: col + 1 });
  const input = el("input", {
    class: "editor",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "done",
    "aria-label": title,
  });
  input.value = value;
  input.size = Math.max(4, value.length);
  return input;
}

/**
 * @param {Player} player
 * @param {HTMLTableCellElement} td
 * @param {HTMLInputElement} input
 * @param {string} before
 * @param {boolean} byPointer
 */
function listen(player, td, input, before, byPointer) {
  let open = true;
  function close(/** @type {boolean} */ commit) {
    if (!open) return;
    open = false;
    input.remove();
    td.classList.remove("editing");
    const { refused } = player.store.state;
    // A number that was refused elsewhere keeps its sentence.
    if (refused && keyOf(refused.name, refused.row, refused.col) === td.dataset.key)
      player.store.set({ refused: null });
    if (commit && input.value !== before)
      player.send({ type: "edit", ...placeOf(td.dataset.key ?? ""), typed: input.value });
  }
  input.addEventListener("blur", () => close(true));
  input.addEventListener("input", () => (input.size = Math.max(4, input.value.length)));
  for (const type of ["keyup", "keypress"]) input.addEventListener(type, (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => {
    // Streamlit listens on the document, and does not see that an input in a shadow root has the focus.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter") leave(event, true);
    if (event.key === "Escape") leave(event, false);
    if (event.key === "Tab") move(event);
  });
  function leave(/** @type {KeyboardEvent} */ event, /** @type {boolean} */ commit) {
    event.preventDefault();
    close(commit);
    // After a click the arrow keys step again; after a key they move in the matrix.
    if (byPointer) td.blur();
    else td.focus();
  }
  function move(/** @type {KeyboardEvent} */ event) {
    const next = neighbour(td, event.shiftKey ? -1 : 1);
    td.focus();
    close(true);
    if (!next) return;
    event.preventDefault();
    openEditor(player, next);
  }
}

/**
 * @param {HTMLTableCellElement} td
 * @param {number} direction
 */
function neighbour(td, direction) {
  const all = /** @type {HTMLTableCellElement[]} */ ([
    ...(td.closest(".numbers, .panel")?.querySelectorAll(EDITABLE) ?? []),
  ]);
  return all[all.indexOf(td) + direction] ?? null;
}

/**
 * Show why a number was refused, at its cell. The old value stays, and the editor opens again unless the person has
 * moved on.
 * @param {Player} player
 * @param {Refusal | null} refused
 */
function showRefusal(player, refused) {
  for (const old of player.root.querySelectorAll(".refusal")) old.remove();
  if (!refused) return;
  const td = cellOfPlace(player, refused);
  // A number that was typed in the builder is refused there.
  if (!td && player.root.closest(".building")) return;
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
