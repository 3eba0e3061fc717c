/**
 * The loss over the iterations as a small picture: a click or a key goes to an iteration, a mark shows where a number
 * was typed. It is a slider for keyboard and screen reader.
 */

import { assign, el, keepFocus } from "../core/dom.js";
import { ask } from "../core/questions.js";
import { hasChanged } from "../core/store.js";
import { iterationText, lossText } from "./iteration-text.js";
import { curveOf, drawLine, iterationAt, shareOf } from "./loss-curve.js";

/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("./loss-curve.js").Curve} Curve */
/** @typedef {{losses: Cell[], typed: number[]}} Answered */
/**
 * @typedef {object} Course
 * @property {Player} player
 * @property {HTMLElement} element
 * @property {HTMLElement} line the curve, and the marks of what was typed
 * @property {HTMLElement} here the iteration that is shown
 * @property {HTMLElement} told what is said of the iteration that is pointed at
 * @property {Answered | null} answered
 * @property {Curve} curve
 * @property {number | null} wanted the iteration to go to when the last answer has come
 */

/** By how many iterations a key goes; the ends are far enough away. @type {Record<string, number>} */
const KEYS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * @param {Player} player
 * @returns {HTMLElement}
 */
export function createCourse(player) {
  const here = el("span", { class: "at" });
  const line = el("div", { class: "line" }, here);
  const told = el("output", { class: "pointed-loss", "aria-hidden": "true", hidden: true });
  const name = player.text("course");
  const element = el(
    "div",
    { class: "course", role: "slider", tabindex: 0, "aria-label": name, "aria-valuemin": 1 },
    line,
    told,
  );
  /** @type {Course} */
  const course = { player, element, line, here, told, answered: null, curve: curveOf([]), wanted: null };
  keepFocus(element);
  element.addEventListener("keydown", (event) => press(course, event));
  element.addEventListener("click", (event) => goTo(course, pointedAt(course, event)));
  element.addEventListener("pointermove", (event) => tell(course, pointedAt(course, event)));
  element.addEventListener("pointerleave", () => (told.hidden = true));
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "data", "busy", "runsTo", "structure", "display")) show(course);
  });
  show(course);
  return element;
}

/**
 * Is there more than one iteration, with losses that may be seen?
 * @param {State} state
 */
function isOffered({ data, structure }) {
  return (
    data.iterations > 1 &&
    data.loss !== null &&
    !data.practice &&
    structure.steps.some(({ phase }) => phase === "update")
  );
}

/** @param {Course} course */
function show(course) {
  const { element, player } = course;
  const { state } = player.store;
  element.hidden = !isOffered(state);
  player.root.classList.toggle("with-course", !element.hidden);
  if (element.hidden) return close(course);
  take(course);
  goOn(course);
  place(course);
}

/** @param {Course} course */
function close(course) {
  course.answered = null;
  course.wanted = null;
  ask(course.player, "losses", null);
}

/**
 * Draw the losses of an answer; ask for them where all that there are may be others. An edit does not wait for them:
 * they are asked for after it. A run brings them with every answer.
 * @param {Course} course
 */
function take(course) {
  const { player } = course;
  const { data, runsTo } = player.store.state;
  const { answers, course: id } = data;
  const isNew = answers.losses && answers.losses !== course.answered;
  if (isNew && !answers.losses.error) draw(course, answers.losses);
  course.element.title = answers.losses?.error ?? "";
  if (runsTo !== null || !answers.losses) queueMicrotask(() => askFor(course, id));
  else ask(player, "losses", null);
}

/**
 * @param {Course} course
 * @param {string} id
 */
function askFor({ player, element }, id) {
  if (!element.hidden && id === player.store.state.data.course) ask(player, "losses", { course: id });
}

/**
 * @param {Course} course
 * @param {Answered} answered
 */
function draw(course, answered) {
  const { losses, typed } = answered;
  course.answered = answered;
  course.curve = curveOf(losses);
  const marks = typed.map((iteration) => {
    const mark = el("i", { class: "typed", "data-iteration": iteration });
    mark.style.left = percent(shareOf(iteration, losses.length));
    return mark;
  });
  course.line.replaceChildren(drawLine(course.curve), ...marks, course.here);
}

/**
 * Show which iteration it is at: the one that is wanted, before its answer has come.
 * @param {Course} course
 */
function place(course) {
  const { element, here, wanted, curve, player } = course;
  const { iteration, iterations } = player.store.state.data;
  const at = wanted ?? iteration;
  here.style.left = percent(shareOf(at, iterations));
  const height = curve.spots.length === iterations ? curve.spots[at - 1] : undefined;
  here.style.setProperty("--height", String(height ?? 0.5));
  here.classList.toggle("bare", typeof height !== "number");
  assign(element, { "aria-valuemax": iterations, "aria-valuenow": at, "aria-valuetext": said(course, at) });
}

/**
 * What is said of an iteration: its number, its loss, and whether a number was typed there.
 * @param {Course} course
 * @param {number} iteration
 */
function said({ player, answered, curve }, iteration) {
  const loss = answered?.losses[iteration - 1];
  return [
    iterationText(player, iteration),
    loss === undefined ? "" : lossText(player, loss),
    answered?.typed.includes(iteration) ? player.text("course.typed") : "",
    curve.isLogarithmic ? player.text("course.log") : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * @param {Course} course
 * @param {number} iteration
 */
function tell(course, iteration) {
  const { told, player } = course;
  told.hidden = false;
  told.textContent = said(course, iteration);
  const share = shareOf(iteration, player.store.state.data.iterations);
  told.style.left = percent(share);
  told.style.translate = `${-100 * share}% 0`;
}

/**
 * The iteration that the pointer is at.
 * @param {Course} course
 * @param {MouseEvent} event
 */
function pointedAt({ line, player }, event) {
  const { left, width } = line.getBoundingClientRect();
  return iterationAt((event.clientX - left) / width, player.store.state.data.iterations);
}

/**
 * @param {Course} course
 * @param {KeyboardEvent} event
 */
function press(course, event) {
  const by = KEYS[event.key];
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { iteration } = course.player.store.state.data;
  goTo(course, (course.wanted ?? iteration) + by);
}

/**
 * @param {Course} course
 * @param {number} iteration
 */
function goTo(course, iteration) {
  course.wanted = Math.max(1, Math.min(course.player.store.state.data.iterations, iteration));
  goOn(course);
  place(course);
}

/**
 * Go to the iteration that is wanted, unless an answer is still to come: a key that is held would fill the queue.
 * @param {Course} course
 */
function goOn(course) {
  const { player, wanted } = course;
  const { data, busy } = player.store.state;
  if (wanted === null || busy) return;
  course.wanted = null;
  if (wanted === data.iteration) return;
  course.wanted = wanted;
  player.send({ type: "iteration", number: wanted });
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(2)}%`;
}
