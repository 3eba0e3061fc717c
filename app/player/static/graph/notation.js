/** The box of the notation: whose names the formulas use, how a gradient is written, and how numbers are. */

import { createChoice } from "../core/choice.js";
import { el } from "../core/dom.js";
import { opened } from "../core/layers.js";
import { hasChanged } from "../core/store.js";
import { drawDigits, drawExact } from "../explain/number-settings.js";
import { addStyle } from "../explain/style.js";

/** @typedef {import("../core/types.js").Player} Player */

const DOCUMENTS = ["cmu-toy", "differential-forms", "first-principles", "mnist", "index-notation"];
const GRADIENTS = ["nabla", "partial", "d"];

/** @type {WeakMap<HTMLElement, HTMLElement>} */
const open = new WeakMap();

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
export async function toggleNames(player, button) {
  await addStyle(player.root);
  const known = open.get(button) ?? create(player, button);
  open.set(button, known);
  known.togglePopover();
}

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
function create(player, button) {
  const { store, text } = player;
  const names = drawNames(player);
  const gradients = drawGradients(player);
  const numbers = [drawExact(player), drawDigits(player)];
  const box = el(
    "div",
    { class: "names-box", popover: "auto", role: "dialog", "aria-label": text("see.names") },
    el("h2", {}, text("see.names.of")),
    names.element,
    el("h2", {}, text("see.gradients")),
    gradients.element,
    el("h2", {}, player.text("view.numbers")),
    ...numbers.map(({ element }) => element),
  );
  const show = () => {
    names.show(store.state.data.writing.names);
    gradients.show(store.state.data.writing.gradients);
    for (const part of numbers) part.show();
  };
  store.subscribe((state, before) => hasChanged(state, before, "data", "display") && show());
  /** @type {() => void} */
  let closed = () => undefined;
  // Before it is seen: a key may be pressed as soon as it is.
  box.addEventListener("beforetoggle", (event) => {
    const isOpen = event instanceof ToggleEvent && event.newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    closed();
    if (isOpen) closed = opened(() => box.hidePopover(), button);
  });
  box.addEventListener("toggle", (event) => {
    if (event instanceof ToggleEvent && event.newState === "open") placeUnder(box, button);
  });
  player.signal.addEventListener("abort", () => closed());
  player.root.append(box);
  show();
  return box;
}

/** @param {Player} player */
function drawNames(player) {
  const { text } = player;
  const options = DOCUMENTS.map((value) => {
    const title = el("b", {}, text(`see.names.${value}`));
    return { value, text: el("span", {}, title, " ", el("i", {}, text(`see.names.${value}.sample`))) };
  });
  return createChoice(text("see.names.of"), options, (value) => ask(player, { names: value, gradients: "" }));
}

/** @param {Player} player */
function drawGradients(player) {
  const { text } = player;
  const options = GRADIENTS.map((value) => ({ value, text: text(`see.gradients.${value}`) }));
  return createChoice(text("see.gradients"), options, (value) => ask(player, { gradients: value }));
}

/**
 * Place the box under its button and focus what is chosen in it.
 * @param {HTMLElement} box
 * @param {HTMLElement} button
 */
function placeUnder(box, button) {
  const { bottom, right } = button.getBoundingClientRect();
  const { width } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(right - width, innerWidth - width - 8));
  Object.assign(box.style, { top: `${bottom + 6}px`, left: `${left}px` });
  const chosen = box.querySelector("[aria-checked=true]");
  if (chosen instanceof HTMLElement) chosen.focus({ preventScroll: true });
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").View} notation only what was chosen: another choice may be under way
 */
function ask(player, notation) {
  player.send({ type: "look", view: notation });
}
