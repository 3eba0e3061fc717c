/** The state of the player. It is changed by `set` only, and every listener hears of it. */

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Listener} Listener */

/**
 * @param {State} state
 * @returns {import("./types.js").Store}
 */
export function createStore(state) {
  /** @type {Set<Listener>} */
  const listeners = new Set();
  return {
    state,
    set(change) {
      const before = { ...state };
      Object.assign(state, change);
      for (const listener of listeners) listener(state, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Tell whether one of these parts of the state has changed.
 * @param {State} state
 * @param {State} before
 * @param {...keyof State} parts
 */
export function hasChanged(state, before, ...parts) {
  return parts.some((part) => state[part] !== before[part]);
}

/**
 * Tell whether the current step is another one than before, or the same step of another program.
 * @param {State} state
 * @param {State} before
 */
export function isOtherStep(state, before) {
  return hasChanged(state, before, "cursor", "structure");
}

/**
 * @param {State} state
 * @param {number} cursor
 */
export function clampedCursor(state, cursor) {
  return Math.max(0, Math.min(lastStep(state), cursor));
}

/**
 * Find the last step that can be reached: steps after an open question would give its answer away.
 * @param {State} state
 */
export function lastStep({ structure, data: { practice } }) {
  const questionStep = practice?.mode === "predict" && practice.open ? structure.names[practice.name]?.step : null;
  return questionStep ?? structure.steps.length - 1;
}
