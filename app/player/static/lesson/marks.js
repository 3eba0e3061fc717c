/** The marks of a lesson on the timeline: steps whose printed numbers agree or differ, and steps that are stops. */

import { hasChanged } from "../core/store.js";
import { currentStop, stops } from "./stops.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Mark} Mark */

/** @param {Player} player */
export function markTimeline(player) {
  const show = () => player.store.set({ marks: marksOf(player) });
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "structure", "stop") || state.data.lesson?.scene !== before.data.lesson?.scene)
      show();
  });
  show();
}

/**
 * @param {Player} player
 * @returns {Map<string, Mark>}
 */
function marksOf(player) {
  const { state } = player.store;
  const scene = state.data.lesson?.scene;
  return new Map(
    state.structure.steps.flatMap(({ name }) => {
      const judged = judgedOf(state, scene, name);
      const flag = flagOf(state, scene, name);
      if (!judged && !flag) return [];
      const said = [judged && say(player, `timeline.${judged}`), flag && say(player, `timeline.${flag}`)]
        .filter(Boolean)
        .join(", ");
      return [[name, { judged, flag, said }]];
    }),
  );
}

/**
 * Find the printed arrays of a value in a scene.
 * @param {State} state
 * @param {string | undefined} scene
 * @param {string} name
 */
export function checksOf(state, scene, name) {
  return (state.lesson?.checks ?? []).filter((check) => check.scene === scene && check.name === name);
}

/**
 * @param {State} state
 * @param {string | undefined} scene
 * @param {string} name
 */
function judgedOf(state, scene, name) {
  const checks = checksOf(state, scene, name);
  if (checks.length === 0) return null;
  return checks.every(({ agrees }) => agrees) ? "agrees" : "differs";
}

/**
 * @param {State} state
 * @param {string | undefined} scene
 * @param {string} name
 */
function flagOf(state, scene, name) {
  const stop = currentStop(state);
  if (stop.scene === scene && stop.step === name) return "here";
  return stops(state).some((other) => other.scene === scene && other.step === name) ? "stop" : null;
}
