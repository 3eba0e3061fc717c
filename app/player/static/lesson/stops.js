/** The stops of a lesson, and how to go to one. */

import { startAt, stepNumber, stopOf } from "../core/cursor.js";
import { askForStep } from "../core/memory.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Stop} Stop */

/** @param {State} state */
export function stops(state) {
  return state.lesson?.stops ?? [];
}

/**
 * @param {State} state
 * @returns {Stop}
 */
export function currentStop(state) {
  const stop = stopOf(state.lesson, state.stop) ?? stops(state)[0];
  if (!stop) throw new RangeError(`${state.lesson?.id}: a lesson without stops`);
  return stop;
}

/** @param {State} state */
export function numberOf(state) {
  return stops(state).indexOf(currentStop(state)) + 1;
}

/** @param {State} state is the scene of the stop on the page? */
export function isThere(state) {
  return state.data.lesson?.scene === currentStop(state).scene;
}

/** @param {State} state is the cursor at the step of the stop? */
export function isAtStop(state) {
  return isThere(state) && state.cursor === stepNumber(state.structure, currentStop(state).step);
}

/**
 * Go to a stop. The player moves at once if it can; Python writes the address and sends another scene if one is needed.
 * @param {Player} player
 * @param {string} id
 * @param {string} [step] empty for the stop's own
 */
export function goToStop(player, id, step = "") {
  const { state } = player.store;
  if (id === state.stop) return backToStop(player, step);
  askForStep({ lesson: state.lesson?.lesson ?? "", stop: id, step });
  player.store.set({
    ...startAt(state.data, state.structure, state.lesson, id),
    playing: false,
    pinned: null,
    refused: null,
    panel: null,
  });
  player.send({ type: "stop", stop: id });
}

/**
 * @param {Player} player
 * @param {string} [step] of the scene, empty for the stop's own
 */
export function backToStop(player, step = "") {
  const { state } = player.store;
  if (!isThere(state)) return;
  const { step: own, focus } = currentStop(state);
  player.go(stepNumber(state.structure, step || own));
  player.store.set({ focus: !step || step === own ? focus : [] });
}

/**
 * @param {Player} player
 * @param {number} by
 */
export function goBy(player, by) {
  const next = stops(player.store.state)[numberOf(player.store.state) - 1 + by];
  if (next) goToStop(player, next.id);
}
