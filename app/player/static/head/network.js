/** The choices of a network: example, samples, and the button that opens the builder. */

import { createChoice } from "../core/choice.js";
import { el, icon } from "../core/dom.js";
import { NETWORK } from "../core/icons.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Data} Data */

const SAMPLES = ["batch", "single"];
const OWN = "own";
/** How many examples a row is made for. */
const USUAL = 3;

/** @param {Player} player */
export function createNetwork(player) {
  const builder = el(
    "button",
    {
      type: "button",
      class: "head-button open-builder",
      title: player.text("head.network.hint"),
      "aria-label": player.text("head.network"),
      "aria-expanded": "false",
    },
    icon(NETWORK),
    el("span", {}, player.text("head.network")),
  );
  return el("div", { class: "head-about" }, createChoices(player, player.signal), builder);
}

/**
 * Say for the style sheet whether there is one example more than a row is made for.
 * @param {Player} player
 * @param {HTMLElement} head
 */
export function enableCrowding(player, head) {
  const show = () => {
    const { design } = player.store.state.data;
    head.classList.toggle("crowded", Boolean(design && examplesOf(design).length > USUAL));
  };
  const stop = player.store.subscribe((state, before) => state.data !== before.data && show());
  player.signal.addEventListener("abort", stop);
  show();
}

/**
 * The choice of an example and of samples; also in the menu, where the row is too narrow for them.
 * @param {Player} player
 * @param {AbortSignal} signal says when it is gone
 */
export function createChoices(player, signal) {
  const options = SAMPLES.map((value) => ({ value, text: player.text(`samples.${value}`) }));
  const samples = createChoice(player.text("head.samples"), options, (chosen) =>
    player.send({ type: "samples", samples: chosen === "single" ? "single" : "batch" }),
  );
  const place = el("div", { class: "head-choices" });
  let offered = "";
  /** @type {import("../core/choice.js").Choice | null} */
  let examples = null;
  const show = () => {
    const { design } = player.store.state.data;
    if (!design) return;
    const names = examplesOf(design);
    const isOther = names.join() !== offered;
    const hadFocus = isOther && (examples?.element.matches(":focus-within") ?? false);
    if (isOther) {
      offered = names.join();
      examples = drawExamples(player, names);
      place.replaceChildren(examples.element, samples.element);
    }
    examples?.show(design.preset);
    samples.show(design.single ? "single" : "batch");
    if (hadFocus) focusChecked(place);
  };
  show();
  signal.addEventListener(
    "abort",
    player.store.subscribe((state, before) => state.data !== before.data && show()),
  );
  return place;
}

/**
 * The examples that are offered, and the present one, whatever it is.
 * @param {{offered: string[], preset: string}} design
 */
export function examplesOf({ offered, preset }) {
  return offered.includes(preset) ? offered : [...offered, preset];
}

/**
 * @param {Player} player
 * @param {string[]} names
 */
function drawExamples(player, names) {
  const options = names.map((value) => ({ value, text: player.text(`example.${value}`) }));
  return createChoice(player.text("head.example"), options, (name) => {
    if (name !== OWN) player.send({ type: "preset", name });
  });
}

/** @param {HTMLElement} place */
function focusChecked(place) {
  const checked = place.querySelector('[aria-checked="true"]');
  if (checked instanceof HTMLElement) checked.focus();
}
