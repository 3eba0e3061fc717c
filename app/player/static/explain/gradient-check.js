/**
 * The gradient check: every gradient against central differences, with the verdict on the current one and the reasons
 * for a difference.
 */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { currentStep, nameOf } from "../core/model.js";
import { format } from "../core/numbers.js";
import { SIGNS, lookOf } from "../core/verdicts.js";
import { drawErrorCurve } from "./error-curve.js";
import { drawNoAnswer } from "./no-answer.js";
import { answerTo, ask } from "../core/questions.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/verdicts.js").Verdict} Verdict */
/** @typedef {{kind: string, said: string}} Reason */
/**
 * @typedef {object} Checked
 * @property {Verdict} state
 * @property {import("../core/types.js").Cell} worst
 * @property {Reason[]} reasons
 * @property {{row: number, col: number, points: [number, import("../core/types.js").Cell][]}} sweep
 */

const LARGEST = 1;
const SMALLEST = 12;

/**
 * @param {Player} player
 * @returns {import("./overlay.js").Strip}
 */
export function createCheck(player) {
  const said = el("div", { class: "said", "aria-live": "polite" });
  const picture = el("div", { class: "picture" });
  const slider = el("input", {
    type: "range",
    min: LARGEST,
    max: SMALLEST,
    step: 1,
    "aria-label": player.text("check.step"),
  });
  const step = el("output", {});
  const element = el(
    "div",
    { class: "overlay-line check" },
    said,
    el(
      "div",
      { class: "steps-of-h" },
      el("label", {}, player.text("check.step"), el("br"), el("i", {}, "h"), " = ", step),
      picture,
      slider,
    ),
  );
  slider.addEventListener("input", () => choose(player, Number(slider.value)));
  const show = () => {
    const { state } = player.store;
    const power = state.overlay?.kind === "check" ? state.overlay.power : 0;
    slider.value = String(power);
    slider.setAttribute("aria-valuetext", `10 ^ −${power}`);
    step.replaceChildren("10", el("sup", {}, `−${power}`));
    said.replaceChildren(...drawVerdict(player));
    picture.replaceChildren(...drawPicture(player, power));
  };
  queueMicrotask(() => ask(player, "check", { power: Number(slider.value) }));
  return {
    element,
    show,
    badges: () => badgesOf(player),
    close: () => ["check", "sweep"].forEach((kind) => ask(player, kind, null)),
  };
}

/**
 * @param {Player} player
 * @param {number} power
 */
function choose(player, power) {
  player.store.set({ overlay: { kind: "check", power } });
  ask(player, "check", { power });
}

/**
 * @param {Player} player
 * @returns {Record<string, Checked>}
 */
function checkedGradients(player) {
  return player.store.state.data.answers?.check?.gradients ?? {};
}

/** @param {Player} player */
function drawVerdict(player) {
  const { state } = player.store;
  const { name } = currentStep(state);
  const missing = drawNoAnswer(player, state.data.answers?.check);
  if (missing) return [missing];
  const checked = checkedGradients(player)[name];
  if (!checked) return [el("p", {}, drawCount(player)), el("p", { class: "hint" }, player.text("check.no_gradient"))];
  return [
    el(
      "p",
      {},
      el("span", { class: `judged ${lookOf(checked.state)}`, "aria-hidden": "true" }, SIGNS[checked.state]),
      " ",
      label(state, name),
      " ",
      el("b", { class: lookOf(checked.state) }, player.text(`verdict.${checked.state}`)),
      checked.state === "infinite" ? "" : el("span", { class: "hint" }, ` · ${largestError(player, checked.worst)}`),
    ),
    ...checked.reasons.map(({ said }) => el("p", { class: "reason" }, said)),
  ];
}

/**
 * @param {Player} player
 * @param {import("../core/types.js").Cell} error
 */
function largestError(player, error) {
  return player.text("check.worst", { error: format(error, 2) });
}

/** @param {Player} player */
function drawCount(player) {
  const all = Object.values(checkedGradients(player));
  const count = (/** @type {string} */ look) => all.filter(({ state }) => lookOf(state) === look).length;
  return player.text("check.count", {
    agrees: count("agrees"),
    explained: count("explained"),
    differs: count("differs"),
  });
}

/**
 * Draw the error against the step size, of the pinned entry or else of the one with the largest error.
 * @param {Player} player
 * @param {number} power
 */
function drawPicture(player, power) {
  const { state } = player.store;
  const { name } = currentStep(state);
  const { pinned } = state;
  const checked = checkedGradients(player)[name];
  if (!checked) return [];
  const question = pinned?.name === name ? { name, row: pinned.row, col: pinned.col } : null;
  const own = question && answerTo(state, "sweep", question);
  if (question && !own) queueMicrotask(() => ask(player, "sweep", question));
  const { row, col, points } = own?.points ? own : checked.sweep;
  const entry = nameOf(state, name).scalar ? name : `${name}[${row + 1}, ${col + 1}]`;
  return [drawErrorCurve(points, power, player.text("check.sweep", { entry }))];
}

/** @param {Player} player */
function badgesOf(player) {
  return new Map(
    Object.entries(checkedGradients(player)).map(([name, { state, worst }]) => [
      name,
      {
        kind: lookOf(state),
        sign: SIGNS[state],
        said: `${name}: ${player.text(`verdict.${state}`)}${state === "infinite" ? "" : `, ${largestError(player, worst)}`}`,
      },
    ]),
  );
}
