/** How the work is looked at, as the part of the work that it is: short texts and numbers, only what is not as usual. */

import { stepNumber } from "./cursor.js";
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

/** What is as usual, and need not be written. */
const USUAL = /** @type {Record<string, unknown>} */ ({
  picture: "graph",
  zoom: "equations",
  sample: 1,
  library: "numpy",
  digits: 0,
  exact: false,
  power: 5,
  speed: 1,
  present: false,
});

/** @param {Record<string, unknown>} view */
function only(view) {
  const told = Object.entries(view).filter(([key, value]) => value !== undefined && value !== (USUAL[key] ?? ""));
  return /** @type {View} */ (Object.fromEntries(told));
}

/**
 * The parts of the state that show a view.
 * @param {View} view
 * @param {Structure} structure
 */
export function stateOf(view, structure) {
  return {
    cursor: stepNumber(structure, view.step ?? ""),
    pinned: placeIn(structure, view.selected),
    explored: exploredIn(structure, view.taken_apart),
    panel: view.matrix && structure.names[view.matrix] ? view.matrix : null,
    picture: view.picture ?? "graph",
    zoom: view.zoom ?? "equations",
    folded: new Set((view.folded ?? "").split(",").filter(Boolean)),
    sample: view.sample === 0 ? null : (view.sample ?? 1) - 1,
    library: view.library ?? "numpy",
    display: { digits: view.digits || undefined, exact: view.exact ?? false },
    speed: view.speed ?? 1,
    presenting: view.present ?? false,
  };
}

/**
 * Read an entry, `gradW2:0:1`; null for one that is not there.
 * @param {Structure} structure
 * @param {string} [text]
 * @returns {Place | null}
 */
function placeIn({ names }, text = "") {
  const [name = "", row = NaN, col = NaN] = text.split(":").map((part, k) => (k ? Number(part) : part));
  const about = typeof name === "string" ? names[name] : undefined;
  const isThere = about && Number(row) < about.rows && Number(col) < about.cols;
  return isThere ? { name: String(name), row: Number(row), col: Number(col) } : null;
}

/**
 * @param {Structure} structure
 * @param {string} [text]
 */
function exploredIn(structure, text = "") {
  const place = placeIn(structure, text);
  return (
    place && { ...place, as: text.endsWith(":paths") ? /** @type {const} */ ("paths") : /** @type {const} */ ("tree") }
  );
}
