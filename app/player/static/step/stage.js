/** The current step: its formula, the formula with numbers, the sum of an entry, and a sentence about it. */

import { drawBox, label } from "../core/boxes.js";
import { el, keepFocus } from "../core/dom.js";
import { drawFormula } from "../core/formula.js";
import { currentStep, nameOf, shapeOf } from "../core/model.js";
import { lightEntries, onPointedEntries } from "../core/pointed-entries.js";
import { pointByName } from "../core/pointing.js";
import { hasChanged, isOtherStep } from "../core/store.js";
import { enableExploring, openJacobian } from "../explain/later.js";
import { createGrid } from "../matrix/grid.js";
import { drawCode } from "./code.js";
import { fit } from "./fit.js";
import { drawPrinted } from "./printed.js";
import { createProvenance } from "./provenance.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Step} Step */
/** @typedef {import("../matrix/grid.js").Grid} Grid */

/** The height of the formula and of the written sum, which the numbers cannot use. */
const AROUND_NUMBERS = 184;
const AROUND_WITH_OVERLAY = 190;

/**
 * @param {Player} player
 * @returns {HTMLElement}
 */
export function createStage(player) {
  const formula = el("div", { class: "formula-line" });
  const numbers = el("div", { class: "numbers" });
  const provenance = createProvenance(player, numbers);
  const aside = el("aside", {});
  const work = el("section", { class: "work" }, formula, numbers, provenance.element);
  const stage = el("div", { class: "stage" }, work, aside);
  /** @type {Grid[]} */
  let grids = [];
  const room = { width: 900, height: 200 };

  const resize = () => fit(numbers, currentStep(player.store.state).numbers, grids, room);
  function rebuild() {
    const { state } = player.store;
    const step = currentStep(state);
    grids = [];
    formula.replaceChildren(drawFormula(step));
    numbers.replaceChildren(...drawNumbers(player, step, grids));
    aside.replaceChildren(...drawAside(player, step));
    provenance.attach(grids);
    resize();
  }
  function refresh() {
    for (const grid of grids) grid.refresh();
    provenance.refresh();
    resize();
  }
  player.store.subscribe((state, before) => {
    if (isOtherStep(state, before)) rebuild();
    else if (hasChanged(state, before, "data", "pending", "overlay", "display")) refresh();
  });
  watchRoom(player, work, room, resize);
  onPointedEntries(player, (keys) => lightEntries(numbers, keys));
  pointByName(player, stage, ".formula-line, .numbers, aside");
  formula.addEventListener("click", (event) => visitClicked(player, event));
  aside.addEventListener("click", (event) => visitClicked(player, event));
  enableExploring(player, stage);
  rebuild();
  return stage;
}

/**
 * Watch the room for the numbers. It is read when it changes, never during a step.
 * @param {Player} player
 * @param {Element} work
 * @param {{width: number, height: number}} room
 * @param {() => void} changed
 */
function watchRoom(player, work, room, changed) {
  const take = (/** @type {{width: number, height: number}} */ { width, height }) => {
    room.width = width;
    room.height = height - (player.store.state.overlay ? AROUND_WITH_OVERLAY : AROUND_NUMBERS);
    changed();
  };
  const observer = new ResizeObserver(([entry]) => entry && take(entry.contentRect));
  observer.observe(work);
  // The observer first tells of it when all is laid out with numbers of another size.
  requestAnimationFrame(() => work.isConnected && take(contentOf(work)));
  player.signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * The room inside an element, as an observer of its size tells it.
 * @param {Element} element
 */
function contentOf(element) {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(element);
  return {
    width: element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
    height: element.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom),
  };
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

/**
 * @param {Player} player
 * @param {Step} step
 */
function drawAside(player, step) {
  const { state } = player.store;
  const words = step.sentence.map((part) => (typeof part === "string" ? part : label(state, part.name)));
  return [
    el(
      "header",
      {},
      el(
        "h2",
        { class: `phase ${step.phase}` },
        player.text(`phase.${step.phase}`),
        step.layer === null ? null : el("span", {}, ` · ${player.text("layer", { layer: step.layer })}`),
      ),
      drawJacobian(player, step),
    ),
    el("p", { class: "sentence" }, ...words),
    ...drawNote(player, step),
    ...drawPrinted(player, step),
    drawCode(player, step),
    drawShapes(state, step),
  ];
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
    line.append(el("span", { class: "of" }, label(state, name), " ", shapeOf(state, name)));
  }
  return line;
}

/**
 * @param {Player} player
 * @param {globalThis.Event} event
 */
function visitClicked(player, event) {
  const name = event.target instanceof Element ? event.target.closest("[data-name]")?.getAttribute("data-name") : null;
  if (name) player.visit(name);
}
