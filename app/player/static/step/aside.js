/** What is said about the current step: its phase, a sentence, its line of code, its shapes. */

import { label } from "../core/boxes.js";
import { el, keepFocus } from "../core/dom.js";
import { currentStep, nameOf, shapeOf } from "../core/model.js";
import { pointByName } from "../core/pointing.js";
import { isOtherStep } from "../core/store.js";
import { openJacobian } from "../explain/later.js";
import { drawCode } from "./code.js";
import { fitText } from "./fit-text.js";
import { drawPrinted } from "./printed.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Step} Step */

/**
 * @param {Player} player
 * @returns {HTMLElement}
 */
export function createAside(player) {
  const text = el("div", { class: "step-text" });
  const aside = el("aside", {}, text);
  const refit = fitText(player, aside, text);
  const draw = () => {
    refit();
    text.replaceChildren(...drawAside(player, currentStep(player.store.state)));
  };
  player.store.subscribe((state, before) => {
    if (isOtherStep(state, before) || saidOf(state) !== saidOf(before)) draw();
  });
  pointByName(player, aside, "aside");
  visitOnClick(player, aside);
  draw();
  return aside;
}

/**
 * @param {Player} player
 * @param {Step} step
 */
function drawAside(player, step) {
  const { state } = player.store;
  const words = step.sentence.map((part) => (typeof part === "string" ? part : label(state, part.name)));
  return [
    el(
      "h2",
      { class: `phase ${step.phase}` },
      player.text(`phase.${step.phase}`),
      step.layer === null ? null : el("span", {}, ` · ${player.text("layer", { layer: step.layer })}`),
    ),
    el("p", { class: "sentence" }, ...words),
    ...drawNote(player, step),
    ...drawPrinted(player, step),
    drawCode(player, step, drawJacobian(player, step)),
    drawShapes(state, step),
  ];
}

/**
 * What is said of the present numbers, as text: an edit may change it.
 * @param {State} state
 */
function saidOf(state) {
  const { name } = currentStep(state);
  return JSON.stringify([state.data.notes[name]?.said, state.data.printed[name]]);
}

/**
 * Draw what is said of the present numbers of a step.
 * @param {Player} player
 * @param {Step} step
 */
function drawNote(player, step) {
  const { state } = player.store;
  const note = state.data.notes[step.name];
  if (!note) return [];
  const words = note.said.map((part) => (typeof part === "string" ? part : label(state, part.name)));
  return [el("p", { class: "sentence note" }, ...words)];
}

/**
 * Draw the button that opens the Jacobian, with its size.
 * @param {Player} player
 * @param {Step} step
 */
function drawJacobian(player, { jacobians: [first] }) {
  if (!first) return null;
  const [rows, columns] = first.size;
  const size = player.text("jacobian.button", { rows, columns });
  const button = el(
    "button",
    { type: "button", class: "control jacobian", "aria-label": `${size} – ${player.text("jacobian.unfold")}` },
    size,
  );
  keepFocus(button);
  button.addEventListener("click", () => openJacobian(player));
  return button;
}

/**
 * @param {State} state
 * @param {Step} step
 */
function drawShapes(state, step) {
  const line = el("p", { class: "shapes" });
  for (const name of [...step.reads, step.name]) {
    if (nameOf(state, name).scalar) continue;
    if (name === step.name) line.append(el("span", { class: "op" }, "→"));
    line.append(el("span", { class: "of", "data-of": name }, label(state, name), " ", shapeOf(state, name)));
  }
  return line;
}

/**
 * A click on a name shows the step that computes it.
 * @param {Player} player
 * @param {HTMLElement} element
 */
export function visitOnClick(player, element) {
  element.addEventListener("click", ({ target }) => {
    const name = target instanceof Element ? target.closest("[data-name]")?.getAttribute("data-name") : null;
    if (name) player.visit(name);
  });
}
