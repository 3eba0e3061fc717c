/** Before and after: how much every step has changed since the comparison began. */

import { el } from "../core/dom.js";
import { currentStep, matrixOf } from "../core/model.js";
import { format, toNumber } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Cell} Cell */
/**
 * @typedef {object} Change `by` is the largest change, `part` its share of the largest entry
 * @property {number} changed
 * @property {number} of
 * @property {number} by
 * @property {number} part
 */

/**
 * @param {Player} player
 * @returns {import("./overlay.js").Strip}
 */
export function createComparison(player) {
  const said = el("p", { class: "said", "aria-live": "polite" });
  const total = el("p", { class: "hint" });
  const again = el("button", { type: "button", class: "control" }, player.text("compare.from_now"));
  again.addEventListener("click", () =>
    player.store.set({ overlay: { kind: "compare", before: player.store.state.data.values } }),
  );
  const element = el(
    "div",
    { class: "overlay-line compare" },
    el("h2", {}, player.text("view.compare")),
    said,
    total,
    again,
  );
  const show = () => {
    const { state } = player.store;
    const { name } = currentStep(state);
    const all = [...changes(state).values()];
    const steps = all.filter(({ changed }) => changed > 0).length;
    said.textContent = describe(player, name, changes(state).get(name));
    total.textContent = player.text(steps ? "compare.steps" : "compare.none", { steps, of: all.length });
  };
  const badges = () =>
    new Map(
      [...changes(player.store.state)].flatMap(([name, change]) =>
        change.changed
          ? [[name, { kind: "moved", sign: "", said: describe(player, name, change), share: Math.sqrt(change.part) }]]
          : [],
      ),
    );
  return { element, show, badges, close: () => undefined };
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {Change | undefined} change
 */
function describe(player, name, change) {
  if (!change?.changed) return player.text("compare.same", { name });
  const { changed, of, by, part } = change;
  return player.text("compare.moved", {
    name,
    changed,
    of,
    by: format(by, 4),
    part: part < 0.01 ? "< 1" : Math.round(100 * part),
  });
}

/** @type {WeakMap<object, {before: object, changes: Map<string, Change>}>} */
const measured = new WeakMap();

/**
 * Measure the change of every step.
 * @param {State} state
 * @returns {Map<string, Change>}
 */
function changes(state) {
  const before = state.overlay?.kind === "compare" ? state.overlay.before : state.data.values;
  const earlier = measured.get(state.data.values);
  if (earlier?.before === before) return earlier.changes;
  const now = new Map(state.structure.steps.map(({ name }) => [name, changeOf(state, before, name)]));
  measured.set(state.data.values, { before, changes: now });
  return now;
}

/**
 * @param {State} state
 * @param {import("../core/types.js").Data["values"]} before
 * @param {string} name
 * @returns {Change}
 */
function changeOf(state, before, name) {
  const was = before[name];
  const now = matrixOf(state, name).cells.flat();
  const old = /** @type {Cell[]} */ (Array.isArray(was) ? was.flat() : [was]);
  const moved = now.map((cell, index) =>
    cell === old[index] ? 0 : Math.abs(toNumber(cell) - toNumber(old[index] ?? "nan")),
  );
  const by = Math.max(0, ...moved.filter(Number.isFinite));
  const top = Math.max(...[...now, ...old].map(toNumber).map(Math.abs).filter(Number.isFinite), 0);
  return {
    changed: now.filter((cell, index) => cell !== old[index]).length,
    of: now.length,
    by,
    part: top ? Math.min(1, by / top) : 0,
  };
}
