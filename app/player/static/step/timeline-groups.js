/** The names above the cells of the timeline: each phase, and in it each layer. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Step} Step */
/** @typedef {{step: Step, from: number, to: number}} Run steps side by side that are alike: their first, and where they end */

/** A phase of fewer steps is narrower than its name. */
const BRIEF = 3;

/**
 * Draw the name of each phase over its first step, so that a phase is told by more than its colour.
 * @param {Player} player
 */
export function drawPhases(player) {
  return runsOf(player, ({ phase }) => phase).map(({ step: { phase }, from, to }) =>
    place(
      el("span", { class: `phase ${phase}${to - from < BRIEF ? " brief" : ""}` }, player.text(`phase.${phase}`)),
      from,
      to,
    ),
  );
}

/**
 * Draw a line with the name of its layer over the steps of each layer in each phase.
 * @param {Player} player
 */
export function drawGroups(player) {
  return runsOf(player, ({ phase, layer }) => `${phase} ${layer}`).flatMap(({ step: { phase, layer }, from, to }) => {
    if (layer === null) return [];
    const long = el("span", { class: "long" }, player.text("layer", { layer }));
    return [
      place(el("span", { class: `group ${phase}` }, long, el("span", { class: "short" }, String(layer))), from, to),
    ];
  });
}

/**
 * Divide the steps into runs of steps that are alike.
 * @param {Player} player
 * @param {(step: Step) => string} kind
 * @returns {Run[]}
 */
function runsOf(player, kind) {
  /** @type {Run[]} */
  const runs = [];
  for (const [index, step] of player.store.state.structure.steps.entries()) {
    const last = runs.at(-1);
    if (last && kind(last.step) === kind(step)) last.to = index + 1;
    else runs.push({ step, from: index, to: index + 1 });
  }
  return runs;
}

/**
 * @param {HTMLElement} element
 * @param {number} from
 * @param {number} to
 */
function place(element, from, to) {
  element.style.gridColumn = `${from + 1} / ${to + 1}`;
  return element;
}
