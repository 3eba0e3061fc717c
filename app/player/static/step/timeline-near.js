/** The names of the steps before and after the present one, at its name: most cells have no room for theirs. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").State} State */

/** @returns {HTMLElement} */
export function createNear() {
  return el("div", { class: "names-near", "aria-hidden": "true" });
}

/**
 * @param {HTMLElement} near
 * @param {State} state
 * @param {string} ends whether the present step stands at an end of the timeline
 */
export function showNear(near, state, ends) {
  const { structure, cursor } = state;
  const named = (/** @type {number} */ index, /** @type {string} */ place) => {
    const step = structure.steps[index];
    return el("span", { class: `${place} ${step?.phase ?? ""}` }, step ? label(state, step.name) : "");
  };
  near.className = `names-near ${ends}`;
  near.style.gridColumn = String(cursor + 1);
  near.replaceChildren(
    el("div", {}, named(cursor - 1, "before"), named(cursor, "present"), named(cursor + 1, "after")),
  );
}
