/** The current step: its formula, the formula with numbers, and the sum of an entry. */

import { drawBox, label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { drawFormula } from "../core/formula.js";
import { currentStep } from "../core/model.js";
import { lightEntries, onPointedEntries } from "../core/pointed-entries.js";
import { pointByName } from "../core/pointing.js";
import { hasChanged, isOtherStep } from "../core/store.js";
import { enableExploring } from "../explain/later.js";
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
    grids = [];
    formula.replaceChildren(drawFormula(step), ...drawHint(player, step));
    numbers.replaceChildren(...drawNumbers(player, step, grids));
    provenance.attach(grids);
    layout.show(step, grids);
  }
  function refresh() {
    for (const grid of grids) grid.refresh();
    provenance.refresh();
    layout.show(currentStep(player.store.state), grids);
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
 * @param {Player} player
 * @param {Step} step
 * @param {Grid[]} grids receives the grids, the result last
 */
function drawNumbers(player, step, grids) {
  const keep = (/** @type {Grid} */ grid) => (grids.push(grid), grid.element);
  const { state } = player.store;
  const left = drawBox(step.numbers, {
    name: (name, transposed) => keep(createGrid(player, name, { transposed })),
    cell: (box) => el("span", {}, label(state, box.name), el("sub", {}, `${box.row}, ${box.col}`)),
  });
  const result = keep(createGrid(player, step.name, { role: "result" }));
  return [left, el("span", { class: "tail" }, el("span", { class: "op equals" }, "="), result)];
}
