/** Where the cursor stands at first, in a lesson and without one. */

import { rememberedStep, rememberStop, takeAskedStep } from "./memory.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Data} Data */
/** @typedef {import("./types.js").Content} Content */
/** @typedef {import("./types.js").Structure} Structure */

/**
 * @param {Content | null} lesson
 * @param {string} id
 */
export function stopOf(lesson, id) {
  return lesson?.stops.find((stop) => stop.id === id) ?? null;
}

/**
 * Find the position of a step; 0 for a name that no step has.
 * @param {Structure} structure
 * @param {string} step
 */
export function stepNumber(structure, step) {
  return Math.max(
    0,
    structure.steps.findIndex(({ name }) => name === step),
  );
}

/**
 * Find the first cursor of a structure: at the step that was asked for, at that of the lesson's stop, else at the step
 * named like the last one.
 * @param {Data} data
 * @param {Structure} structure
 * @param {Content | null} lesson
 * @param {string} id
 * @returns {Pick<State, "lesson" | "stop" | "focus" | "cursor">}
 */
export function startAt(data, structure, lesson, id) {
  const stop = stopOf(lesson, id);
  const remembered = stepNumber(structure, rememberedStep());
  // The scene of this stop is still to come: the page shows the one before.
  if (stop && stop.scene !== data.lesson?.scene) return { lesson, stop: id, focus: [], cursor: remembered };
  const isOther = rememberStop(stop ? `${lesson?.lesson} ${id}` : "");
  if (!lesson || !stop) return { lesson, stop: id, focus: [], cursor: remembered };
  const asked = takeAskedStep(lesson.lesson, id);
  const isThere = structure.steps.some(({ name }) => name === asked);
  const step = isThere ? asked : stop.step;
  return {
    lesson,
    stop: id,
    focus: step === stop.step ? stop.focus : [],
    cursor: isThere || isOther ? stepNumber(structure, step) : remembered,
  };
}
