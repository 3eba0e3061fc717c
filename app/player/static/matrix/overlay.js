/** What is laid over the numbers of a cell: the verdict of the gradient check, or on a number that someone brings; or the
 * number before an edit. */

import { updateAttribute } from "../core/dom.js";
import { cellOf, nameOf, textAt } from "../core/model.js";
import { format, trimmed } from "../core/numbers.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {import("../core/types.js").Place} Place */

/**
 * Find the number that stood at an entry before: in a comparison, or before the last edit.
 * @param {State} state
 * @param {Place} place
 * @returns {Cell | null} null if it is the same now, or not known
 */
function beforeAt(state, { name, row, col }) {
  const values =
    state.overlay?.kind === "compare" ? state.overlay.before : state.data.changed[name] ? state.previous : null;
  if (!values || !(name in values)) return null;
  const value = values[name];
  // A large value has only a summary.
  if (typeof value === "object" && !Array.isArray(value)) return null;
  const was = Array.isArray(value) ? value[row]?.[col] : /** @type {Cell} */ (value);
  return was === undefined || was === cellOf(state, name, row, col) ? null : was;
}

/**
 * Find the verdict of the gradient check on an entry.
 * @param {State} state
 * @param {Place} place
 * @returns {{state: import("../core/verdicts.js").Verdict, error: Cell, numeric: Cell} | null}
 */
function checkedAt(state, { name, row, col }) {
  const found = state.overlay?.kind === "check" ? state.data.answers?.check?.gradients?.[name] : null;
  const said = found?.states[row]?.[col];
  return said ? { state: said, error: found.errors[row][col], numeric: found.numeric[row][col] } : null;
}

/**
 * Find what is said of the number that someone brings for an entry.
 * @param {State} state
 * @param {Place} place
 * @returns {{given: Cell | null, look: "agrees" | "explained" | "differs"} | null} given is null where it is ours
 */
function broughtAt(state, { name, row, col }) {
  const found = state.overlay?.kind === "submission" ? state.overlay.values[name] : null;
  const given = found?.given?.[row]?.[col];
  if (!found || given === undefined || given === null) return null;
  if (found.wrong_at.some(([i, j]) => i === row && j === col)) return { given, look: "differs" };
  return found.expected ? { given, look: "explained" } : { given: null, look: "agrees" };
}

/**
 * Find the number that is shown as 0 because it is only rounding error.
 * @param {State} state
 * @param {Place} place
 * @returns {number | null}
 */
export function roundingAt(state, { name, row, col }) {
  const found = state.data.notes[name]?.zeros?.find(([i, j]) => i === row && j === col);
  return found ? found[2] : null;
}

/**
 * @param {State} state
 * @param {Place} place
 * @param {HTMLElement} td
 * @param {(cell: Cell) => string} write the format of the matrix
 */
export function showOverlay(state, place, td, write) {
  const was = beforeAt(state, place);
  const checked = checkedAt(state, place);
  td.classList.toggle("rounding", roundingAt(state, place) !== null);
  const brought = broughtAt(state, place);
  const above = brought?.given ?? (state.overlay?.kind === "compare" ? was : null);
  updateAttribute(td, "data-check", checked?.state ?? null);
  updateAttribute(td, "data-brought", brought?.look ?? null);
  updateAttribute(td, "data-before", above !== null ? trimmed(write(above)) : null);
}

/**
 * Write the title of a cell: its number with all digits, after the one before an edit.
 * @param {State} state
 * @param {Place} place
 * @param {string} usual the title where the number is no rounding error
 */
export function titleAt(state, place, usual) {
  const was = beforeAt(state, place);
  const rounding = roundingAt(state, place);
  const title = rounding === null ? usual : format(rounding, 3);
  return was === null ? title : `${format(was, 12)} → ${title}`;
}

/**
 * Write what is said of an entry besides its sum: the slope that it is checked against, and its number before an edit.
 * @param {import("../core/types.js").Player} player
 * @param {Place} place
 * @returns {string[]}
 */
export function remarks(player, place) {
  const { state } = player.store;
  const was = beforeAt(state, place);
  const checked = checkedAt(state, place);
  const said = [];
  const { digits } = state.display;
  if (was !== null)
    said.push(
      player.text("explain.was", {
        before: format(was, digits),
        after: textAt(state, place.name, place.row, place.col),
      }),
    );
  const rounding = roundingAt(state, place);
  if (rounding !== null) said.push(player.text("note.zero", { number: format(rounding, 3) }));
  const brought = broughtAt(state, place);
  if (brought?.given) said.push(player.text("submission.entry", { number: format(brought.given, digits) }));
  const slope = state.data.notes[place.name]?.slope?.[place.row]?.[place.col];
  if (slope !== undefined && slope !== cellOf(state, place.name, place.row, place.col))
    said.push(player.text("note.slope", { slope: format(slope, digits) }));
  if (checked) {
    const verdict = player.text(`verdict.${checked.state}`);
    const error = format(checked.error, 2);
    said.push(player.text("explain.slope", { slope: format(checked.numeric, digits), verdict, error }));
  }
  if (
    !checked &&
    state.overlay?.kind === "check" &&
    state.data.answers?.check &&
    nameOf(state, place.name).kind === "gradient"
  )
    said.push(player.text("explain.unchecked"));
  return said;
}
