/**
 * The timeline: one cell for each step, under the names of phases and layers. It can be dragged and clicked; to a screen
 * reader it is a slider.
 */

import { label } from "../core/boxes.js";
import { assign, el } from "../core/dom.js";
import { currentStep, nameOf } from "../core/model.js";
import { hasChanged } from "../core/store.js";
import { drawGroups, drawPhases } from "./timeline-groups.js";
import { createNear, showNear } from "./timeline-near.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

/** The share of the steps at either end whose whole name would run out of the page if it stood in the middle. */
const END = 0.1;

/**
 * @param {Player} player
 */
export function createTimeline(player) {
  const timeline = el("div", {
    class: "timeline",
    role: "slider",
    tabindex: "0",
    "aria-label": player.text("timeline"),
    "aria-valuemin": 1,
  });
  const near = createNear();
  /** @type {HTMLElement[]} */
  let cells = [];
  // Names are measured when the timeline or its width is another, never in a step.
  const observer = new ResizeObserver(() => {
    timeline.classList.remove("many");
    timeline.classList.toggle("many", !haveRoom(cells));
  });
  player.signal.addEventListener("abort", () => observer.disconnect());
  function build() {
    const { state } = player.store;
    cells = state.structure.steps.map((step, index) => drawCell(state, step.name, step.phase, index));
    timeline.style.setProperty("--steps", String(cells.length));
    timeline.replaceChildren(...drawPhases(player), ...drawGroups(player), ...cells, near, ...drawMarks(state));
    assign(timeline, { "aria-valuemax": cells.length });
    show();
    observer.disconnect();
    observer.observe(timeline);
  }
  function show() {
    const { state } = player.store;
    const step = currentStep(state);
    for (const [index, cell] of cells.entries()) showCell(state, cell, index);
    showNear(near, state, endAt(state.cursor, cells.length));
    const values = { step: state.cursor + 1, of: cells.length };
    const position = player.text("status.step", values);
    assign(timeline, {
      "aria-valuenow": state.cursor + 1,
      "aria-valuetext": [
        `${position}: ${nameOf(state, step.name).plain}`,
        player.text(`phase.${step.phase}`),
        state.marks.get(step.name)?.said,
      ]
        .filter(Boolean)
        .join(", "),
    });
  }
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "structure", "marks")) build();
    else if (hasChanged(state, before, "cursor", "data")) show();
  });
  player.onPoint((name) => {
    for (const cell of cells) cell.classList.toggle("pointed", name !== null && cell.dataset.step === name);
  });
  scrub(player, timeline, () => cells.length);
  timeline.addEventListener("pointerover", (event) => event.pointerType === "mouse" && player.point(stepAt(event)));
  timeline.addEventListener("pointerleave", () => player.point(null));
  build();
  return timeline;
}

/**
 * @param {State} state
 * @param {string} name
 * @param {string} phase
 * @param {number} index
 */
function drawCell(state, name, phase, index) {
  const ends = endAt(index, state.structure.steps.length);
  const cell = el(
    "div",
    {
      class: ["tick", phase, ends].filter(Boolean).join(" "),
      "data-step": name,
      title: nameOf(state, name).plain,
    },
    label(state, name),
  );
  cell.style.gridColumn = String(index + 1);
  return cell;
}

/**
 * Tell whether every name fits into its cell; else only those of the current step and beside it are shown.
 * @param {HTMLElement[]} cells
 */
function haveRoom(cells) {
  // The names of the current and of the pointed-at step stand over the cells, whatever their width.
  const others = cells.filter((cell) => !cell.matches(".on, .pointed"));
  return others.every(
    ({ firstElementChild: name, clientWidth }) => (name?.getBoundingClientRect().width ?? 0) <= clientWidth,
  );
}

/**
 * Tell whether a step stands so near to an end that its name does not fit around its middle.
 * @param {number} index
 * @param {number} count
 */
function endAt(index, count) {
  const share = index / count;
  return share < END ? "early" : share >= 1 - END ? "late" : "";
}

/**
 * @param {State} state
 * @param {HTMLElement} cell
 * @param {number} index
 */
function showCell(state, cell, index) {
  const isMisprinted = state.data.printed[cell.dataset.step ?? ""]?.some(({ agrees }) => !agrees);
  cell.classList.toggle("misprinted", isMisprinted ?? false);
  cell.classList.toggle("on", index === state.cursor);
  cell.classList.toggle("done", index < state.cursor);
  cell.classList.toggle("changed", index <= state.cursor && (cell.dataset.step ?? "") in state.data.changed);
}

/**
 * Draw the marks of a lesson: printed numbers that agree or differ, and stops.
 * @param {State} state
 */
function drawMarks(state) {
  return state.structure.steps.flatMap(({ name }, index) => {
    const mark = state.marks.get(name);
    if (!mark) return [];
    const drawn = el(
      "span",
      { class: "marks", title: mark.said },
      el("span", { class: `flag ${mark.flag ?? "none"}` }),
      el("span", { class: `judged ${mark.judged ?? "none"}` }, JUDGED[mark.judged ?? "none"]),
    );
    drawn.style.gridColumn = String(index + 1);
    return [drawn];
  });
}

const JUDGED = { agrees: "✓", explained: "≠", differs: "≠", none: "" };

/** @param {PointerEvent} event */
function stepAt({ target }) {
  const cell = target instanceof Element ? target.closest("[data-step]") : null;
  return cell?.getAttribute("data-step") ?? null;
}

/**
 * @param {Player} player
 * @param {HTMLElement} timeline
 * @param {() => number} count
 */
function scrub(player, timeline, count) {
  /** @type {DOMRect | null} */
  let area = null;
  const move = (/** @type {PointerEvent} */ event) => {
    if (!area) return;
    const cursor = Math.floor(((event.clientX - area.left) / area.width) * count());
    if (cursor !== player.store.state.cursor) player.go(cursor);
  };
  timeline.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    area = timeline.getBoundingClientRect();
    timeline.setPointerCapture(event.pointerId);
    timeline.classList.toggle("touched", event.pointerType === "touch");
    move(event);
  });
  timeline.addEventListener("pointermove", move);
  timeline.addEventListener("lostpointercapture", () => {
    area = null;
    timeline.classList.remove("touched");
  });
}
