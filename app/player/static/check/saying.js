/** What the room says besides its list: that it waits, the verdict on the current step, a sentence for a screen reader. */

import { label } from "../core/boxes.js";
import { el, updateText } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { drawOutcome } from "./outcome.js";
import { LOOKS, describe } from "./verdict.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./room.js").Room} Room */
/** @typedef {import("./verdict.js").Outcome} Outcome */

/**
 * Say how it stands in three places of the frame, and anew only where it stands otherwise.
 * @param {Room} room
 * @param {{outcome: HTMLElement, atStep: HTMLElement, live: HTMLElement}} places
 */
export function createSaying(room, places) {
  const { player } = room;
  /** What the last sentences were made from. @type {unknown[]} */
  let before = [];
  /** @param {Outcome | null} outcome */
  function show(outcome) {
    const { state } = player.store;
    const now = [
      outcome,
      currentStep(state),
      state.library,
      Boolean(state.data.practice),
      state.offline,
      room.isEmpty(),
    ];
    if (now.every((part, k) => part === before[k])) return;
    before = now;
    keepPlace(places.outcome, () => places.outcome.replaceChildren(...drawAll(room, outcome)));
    places.atStep.replaceChildren(...drawHere(player, outcome));
    updateText(places.live, spoken(player, outcome));
  }
  return { show };
}

/**
 * @param {Room} room
 * @param {Outcome | null} outcome
 */
function drawAll(room, outcome) {
  const { player } = room;
  if (player.store.state.data.practice) return [el("p", { class: "hint" }, player.text("submission.practice"))];
  if (room.isEmpty()) return [];
  const { offline } = player.store.state;
  if (!outcome) return [el("p", { class: "hint" }, player.text(offline ? "submission.offline" : "submission.waits"))];
  return drawOutcome(room, outcome);
}

/**
 * Say of the current step what is said of its value: where the room is a row above the player.
 * @param {Player} player
 * @param {Outcome | null} outcome
 */
function drawHere(player, outcome) {
  if (!outcome || outcome.error) return [];
  const { state } = player.store;
  const { name } = currentStep(state);
  const judged = outcome.values[name];
  if (!judged) return [label(state, name), ": ", player.text("submission.none")];
  const { sign, look } = LOOKS[judged.verdict];
  return [
    el("span", { class: `judged ${look}`, "aria-hidden": "true" }, sign),
    label(state, name),
    ": ",
    describe(player, judged),
  ];
}

/**
 * Draw again, and leave the focus where it was: at the same name.
 * @param {HTMLElement} outcome
 * @param {() => void} redraw
 */
function keepPlace(outcome, redraw) {
  const focused = outcome.querySelector(":focus");
  const [tag, own] = [focused?.localName, focused?.getAttribute("data-own")];
  redraw();
  const again = own ? outcome.querySelector(`${tag}[data-own="${CSS.escape(own)}"]`) : null;
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * Say in a sentence how it stands, for a screen reader.
 * @param {Player} player
 * @param {Outcome | null} outcome
 */
function spoken(player, outcome) {
  if (!outcome || outcome.error) return "";
  const { first, values, said, names } = outcome;
  if (outcome.class && names.length === 0) return outcome.class.summary;
  const count = Object.keys(values).length;
  if (first) return `${player.text("submission.first")}: ${first}`;
  return said[0] ?? (count ? player.text("submission.all_right", { count }) : player.text("submission.nothing_named"));
}
