/** The box in which a notation is chosen: whose names the formulas use, and how a gradient is written. */

import { createChoice } from "../core/choice.js";
import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

const DOCUMENTS = ["cmu-toy", "differential-forms", "first-principles", "mnist", "index-notation"];
const GRADIENTS = ["nabla", "partial", "d"];

/** @type {WeakMap<HTMLElement, HTMLElement>} */
const open = new WeakMap();

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
export function toggleNames(player, button) {
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
  const names = createChoice(
    text("see.names.of"),
    DOCUMENTS.map((value) => ({
      value,
      text: el(
        "span",
        {},
        el("b", {}, text(`see.names.${value}`)),
        " ",
        el("i", {}, text(`see.names.${value}.sample`)),
      ),
    })),
    (value) => ask(player, { names: value, gradients: "" }),
  );
  const gradients = createChoice(
    text("see.gradients"),
    GRADIENTS.map((value) => ({ value, text: text(`see.gradients.${value}`) })),
    (value) => ask(player, { names: store.state.data.writing.names, gradients: value }),
  );
  const box = el(
    "div",
    { class: "names-box", popover: "auto", role: "dialog", "aria-label": text("see.names") },
    el("h2", {}, text("see.names.of")),
    names.element,
    el("h2", {}, text("see.gradients")),
    gradients.element,
  );
  const show = () => {
    names.show(store.state.data.writing.names);
    gradients.show(store.state.data.writing.gradients);
  };
  store.subscribe((state, before) => state.data !== before.data && show());
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    box.hidePopover();
    button.focus();
  });
  box.addEventListener("toggle", (event) => {
    const isOpen = event instanceof ToggleEvent && event.newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    const at = button.getBoundingClientRect();
    const wide = box.getBoundingClientRect().width;
    Object.assign(box.style, {
      top: `${at.bottom + 6}px`,
      left: `${Math.max(8, Math.min(at.right - wide, innerWidth - wide - 8))}px`,
    });
    /** @type {HTMLElement | null} */ (box.querySelector("[aria-checked=true]"))?.focus({ preventScroll: true });
  });
  player.root.append(box);
  show();
  return box;
}

/**
 * @param {Player} player
 * @param {{names: string, gradients: string}} notation
 */
function ask(player, notation) {
  player.send({ type: "writing", ...notation });
}
