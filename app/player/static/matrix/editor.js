/** Edit a number in its cell. The typed text goes to Python unchanged, which decides whether it is a number. */

import { el } from "../core/dom.js";
import { nameOf, placeOf, typedIn } from "../core/model.js";
import { hasModifier } from "../core/roving.js";
import { hasChanged } from "../core/store.js";
import { giveUp, showSentence } from "./unread.js";

/** @typedef {import("../core/types.js").Place} Place */
/** @typedef {import("../core/types.js").Player} Player */

const EDITABLE = ".grid.editable td[data-key]";

/** Closes the editor whose number is on its way; null if there is none. @type {(() => void) | null} */
let closeSent = null;
/** Tells what is typed in the open editor. @type {() => Place & {typed: string} | null} */
let typing = () => null;

/** What is typed in a cell and not taken yet: it is kept with the work. */
export function typingNow() {
  return typing();
}

/**
 * Called before anything is drawn: an editor is closed before the new numbers are written. The browser lays the page
 * out when what has the focus is taken away, and there is nothing to lay out yet.
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
    // What the server refuses as a whole may come before it was shown as pending: it is said, and nothing else changes.
    if (hasChanged(state, before, "data", "pending", "said")) closeSent?.();
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
export function openEditor(player, td, { typed, byPointer = false } = {}) {
  if (td.querySelector("input")) return;
  const place = placeOf(td.dataset.key ?? "");
  const before = typedIn(player.store.state, place);
  const input = drawInput(player, place, typed ?? before);
  player.store.set({ playing: false });
  player.stop();
  td.classList.add("editing");
  td.append(input);
  input.focus();
  if (typed === undefined) input.select();
  showSentence(player, td.dataset.key ?? "");
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
  let isTyped = true;
  let isOpen = true;
  const place = placeOf(td.dataset.key ?? "");
  typing = () => (isTyped && input.value !== before ? { ...place, typed: input.value } : null);
  /** Hand over what was typed, or give it up. Is it on its way? */
  function hand(/** @type {boolean} */ commit) {
    if (!isTyped) return false;
    isTyped = false;
    const isSent = commit && input.value !== before;
    if (isSent) player.send(edit());
    // What is left as it was is neither mended nor given up; a number that was refused elsewhere keeps its sentence.
    if (!commit || input.value !== before) giveUp(player, td.dataset.key ?? "");
    return isSent;
  }
  function close(/** @type {boolean} */ commit) {
    if (!isOpen) return;
    isOpen = false;
    hand(commit);
    remove();
  }
  function remove() {
    closeSent = null;
    input.remove();
    td.classList.remove("editing");
  }
  input.addEventListener("blur", () => close(true));
  const edit = () => ({ type: /** @type {const} */ ("edit"), ...place, typed: input.value });
  const expect = () => input.value !== before && player.expect(edit());
  expect();
  input.addEventListener("input", () => {
    input.size = Math.max(4, input.value.length);
    expect();
  });
  for (const type of ["keyup", "keypress"]) input.addEventListener(type, (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => {
    // Streamlit listens on the document, and does not see that an input in a shadow root has the focus.
    event.stopPropagation();
    if (event.isComposing) return;
    if (!isTyped) passOn(event);
    else if (event.key === "Enter") leave(event, true);
    else if (event.key === "Escape") leave(event, false);
    else if (event.key === "Tab") move(event);
  });
  function leave(/** @type {KeyboardEvent} */ event, /** @type {boolean} */ commit) {
    event.preventDefault();
    // The editor closes as the new numbers come: to paint it closed before would hold them up.
    if (hand(commit)) closeSent = finish;
    else finish();
  }
  function finish() {
    if (!isOpen) return;
    isOpen = false;
    // After a click the arrow keys step again; after a key they move in the matrix. The focus goes first: the browser
    // lays the page out where what has it is taken away.
    if (byPointer) input.blur();
    else td.focus();
    remove();
  }
  /** A key that comes before the numbers is for whoever has the focus then. */
  function passOn(/** @type {KeyboardEvent} */ event) {
    finish();
    const isFree = (byPointer ? document.body : td).dispatchEvent(new KeyboardEvent(event.type, event));
    if (!isFree) event.preventDefault();
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
