/** The choices of a network: example, samples, and the button that opens the builder. */

import { createChoice } from "../core/choice.js";
import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Data} Data */

const SAMPLES = ["batch", "single"];
const OWN = "own";

/** @param {Player} player */
export function createNetwork(player) {
  const { element, show } = createChoices(player);
  const builder = el(
    "button",
    {
      type: "button",
      class: "head-button open-builder",
      title: player.text("head.network.hint"),
      "aria-expanded": "false",
    },
    player.text("head.network"),
  );
  const stop = player.store.subscribe((state, before) => state.data !== before.data && show());
  player.signal.addEventListener("abort", stop);
  return el("div", { class: "head-about" }, element, builder);
}

/**
 * The choice of an example and of samples; also in the menu, where the row is too narrow for them.
 * @param {Player} player
 */
export function createChoices(player) {
  const samples = createChoice(player.text("head.samples"), optionsOf(player, "samples", SAMPLES), (chosen) =>
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
    if (names.join() !== offered) {
      offered = names.join();
      examples = drawExamples(player, names);
      place.replaceChildren(examples.element, samples.element);
    }
    examples?.show(design.preset);
    samples.show(design.single ? "single" : "batch");
  };
  show();
  return { element: place, show };
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
  return createChoice(player.text("head.example"), optionsOf(player, "example", names), (name) => {
    if (name !== OWN) player.send({ type: "preset", name });
  });
}

/**
 * @param {Player} player
 * @param {string} kind
 * @param {string[]} values
 */
function optionsOf(player, kind, values) {
  return values.map((value) => ({ value, text: player.text(`${kind}.${value}`) }));
}
