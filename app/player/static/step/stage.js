/** The current step: its formula, the formula with numbers, and the sum of an entry. */

import { drawBox, label } from "../core/boxes.js";
import { el, keepFocus } from "../core/dom.js";
import { drawFormula, drawInParts } from "../core/formula.js";
import { currentStep } from "../core/model.js";
import { lightEntries, onPointedEntries } from "../core/pointed-entries.js";
import { pointByName } from "../core/pointing.js";
import { hasChanged, isOtherStep } from "../core/store.js";
import { bringAnother, enableExploring } from "../explain/later.js";
import { createGrid } from "../matrix/grid.js";
import { visitOnClick } from "./aside.js";
import { createLayout } from "./layout.js";
import { createProvenance } from "./provenance.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Step} Step */
/** @typedef {import("../matrix/grid.js").Grid} Grid */

/**
 * @param {Player} player
 * @returns {HTMLElement}
 */
export function createStage(player) {
  const formula = el("div", { class: "formula-line" });
  const numbers = el("div", { class: "numbers" });
  const provenance = createProvenance(player, numbers);
  const work = el("section", { class: "work" }, formula, numbers);
  const stage = el("div", { class: "stage" }, work, provenance.element);
  const layout = createLayout(player, { work, formula, numbers, changed: provenance.keep });
  /** @type {Grid[]} */
  let grids = [];

  function rebuild() {
    const step = currentStep(player.store.state);
    const drawing = createNumbers(player, step);
    ({ grids } = drawing);
    const write = (/** @type {boolean} */ inParts) => {
      const parts = inParts ? step.parts : null;
      const written = parts ? drawInParts(parts) : [drawFormula(step), ...drawHint(player, step)];
      formula.replaceChildren(...written, drawAnother(player));
      keepFocusIn(numbers, () => numbers.replaceChildren(...drawing.draw(parts ?? step)));
    };
    numbers.classList.remove("with-near-result");
    write(false);
    provenance.attach(grids);
    layout.show(step, grids, write);
  }
  function refresh() {
    for (const grid of grids) grid.refresh();
    provenance.refresh();
    layout.refresh(grids);
  }
  player.store.subscribe((state, before) => {
    if (isOtherStep(state, before)) rebuild();
    else if (hasChanged(state, before, "data", "pending", "overlay", "display")) refresh();
  });
  onPointedEntries(player, (keys) => lightEntries(numbers, keys));
  pointByName(player, stage, ".formula-line, .numbers");
  visitOnClick(player, formula);
  enableExploring(player, stage);
  rebuild();
  return stage;
}

/**
 * Say what pointing does, where the line of the formula has room.
 * @param {Player} player
 * @param {Step} step
 */
function drawHint(player, step) {
  return step.entry ? [el("span", { class: "hint" }, player.text("hint"))] : [];
}

/**
 * Draw the way to the check for someone who has another number here. While something is practised there is none.
 * @param {Player} player
 */
function drawAnother(player) {
  const words = player.text("submission.another");
  const button = el("button", { type: "button", class: "boxed another", title: words }, words);
  keepFocus(button);
  button.addEventListener("click", () => bringAnother(player));
  return button;
}

/**
 * Draw a step's matrices, once for all ways in which its formula is written.
 * @param {Player} player
 * @param {Step} step
 */
function createNumbers(player, step) {
  const { state } = player.store;
  /** @type {Map<string, Grid[]>} */
  const made = new Map();
  const keyOf = (/** @type {string} */ name, /** @type {boolean} */ transposed) => `${name}${transposed ? "⊤" : ""}`;
  const make = (/** @type {string} */ name, /** @type {boolean} */ transposed) => {
    const grid = createGrid(player, name, { transposed });
    const key = keyOf(name, transposed);
    made.set(key, [...(made.get(key) ?? []), grid]);
    return grid;
  };
  const result = createGrid(player, step.name, { role: "result" });
  const tail = el("span", { class: "tail" }, el("span", { class: "op equals" }, "="), result.element);
  const draw = (/** @type {import("./measure.js").Form} */ { numbers, defined = [] }) => {
    const left = new Map([...made].map(([key, grids]) => [key, [...grids]]));
    const painter = {
      name: (/** @type {string} */ name, /** @type {boolean} */ transposed) =>
        (left.get(keyOf(name, transposed))?.shift() ?? make(name, transposed)).element,
      cell: (/** @type {import("../core/types.js").CellBox} */ box) =>
        el("span", {}, label(state, box.name), el("sub", {}, `${box.row}, ${box.col}`)),
    };
    const parts = defined.map((part) =>
      el("div", { class: "definition" }, el("i", {}, part.letter), sign("="), drawBox(part.numbers, painter)),
    );
    return [
      drawBox(numbers, painter),
      tail,
      ...(parts.length > 0 ? [el("div", { class: "definitions" }, ...parts)] : []),
    ];
  };
  draw(step);
  return { draw, grids: [...[...made.values()].flat(), result] };
}

/** @param {string} text */
function sign(text) {
  return el("span", { class: "op" }, text);
}

/**
 * What has the focus and is only moved keeps it.
 * @param {HTMLElement} place
 * @param {() => void} move
 */
function keepFocusIn(place, move) {
  const focused = place.querySelector(":focus");
  move();
  if (focused instanceof HTMLElement && place.contains(focused)) focused.focus();
}
