/** Write and read the `view` of a work, how it is looked at: short texts and numbers, only what is not as usual. */

import { stepNumber } from "./cursor.js";
import { viewKeys } from "./memory.js";
import { currentStep, keyOf } from "./model.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").View} View */

/**
 * Write down how the player is looked at now.
 * @param {State} state
 * @returns {View}
 */
export function viewOf(state) {
  const { work, cursor, pinned, explored, overlay, display, sample, lesson } = state;
  const { names, gradients, hide, lang } = work.view;
  return only({
    names,
    gradients,
    hide,
    lang,
    step: cursor > 0 || lesson ? currentStep(state).name : "",
    selected: pinned ? keyOf(pinned.name, pinned.row, pinned.col) : "",
    taken_apart: explored ? `${keyOf(explored.name, explored.row, explored.col)}:${explored.as}` : "",
    matrix: state.panel ?? "",
    picture: state.picture,
    zoom: state.zoom,
    folded: [...state.folded].join(","),
    sample: sample === null ? 0 : sample + 1,
    library: state.library,
    digits: display.digits ?? 0,
    exact: display.exact,
    lens: overlay?.kind ?? "",
    ...(overlay?.kind === "check" && { power: overlay.power }),
    speed: state.speed,
    present: state.presenting,
  });
}

/** @param {Record<string, unknown>} view */
function only(view) {
  const told = Object.entries(view).filter(([key, value]) => value !== undefined && value !== viewKeys()[key]?.[1]);
  return /** @type {View} */ (Object.fromEntries(told));
}

/**
 * Make the parts of the state that show a view.
 * @param {View} seen
 * @param {Structure} structure
 */
export function stateOf(seen, structure) {
  const usual = Object.fromEntries(Object.entries(viewKeys()).map(([part, [, value]]) => [part, value]));
  const view = /** @type {Required<View>} */ ({ ...usual, ...seen });
  return {
    cursor: stepNumber(structure, view.step),
    pinned: placeIn(structure, view.selected),
    explored: exploredIn(structure, view.taken_apart),
    panel: structure.names[view.matrix] ? view.matrix : null,
    picture: view.picture,
    zoom: view.zoom,
    folded: new Set(view.folded.split(",").filter(Boolean)),
    sample: view.sample === 0 ? null : view.sample - 1,
    library: view.library,
    display: { digits: view.digits || undefined, exact: view.exact },
    speed: view.speed,
    presenting: view.present,
  };
}

/**
 * Read an entry, `gradW2:0:1`; null for one that is not there.
 * @param {Structure} structure
 * @param {string} text
 * @returns {Place | null}
 */
function placeIn({ names }, text) {
  const [name = "", row = NaN, col = NaN] = text.split(":").map((part, k) => (k ? Number(part) : part));
  const about = typeof name === "string" ? names[name] : undefined;
  const isThere = about && Number(row) < about.rows && Number(col) < about.cols;
  return isThere ? { name: String(name), row: Number(row), col: Number(col) } : null;
}

/**
 * @param {Structure} structure
 * @param {string} text
 */
function exploredIn(structure, text) {
  const place = placeIn(structure, text);
  return (
    place && { ...place, as: text.endsWith(":paths") ? /** @type {const} */ ("paths") : /** @type {const} */ ("tree") }
  );
}
