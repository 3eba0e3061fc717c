/** The toolbar above the picture: which picture, which zoom, which notation. */

import { createChoice } from "../core/choice.js";
import { el, keepFocus } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { createViewButton } from "../explain/later.js";
import { createPlotlyLink } from "./plotly-link.js";
import { ZOOMS, setZoom } from "./zoom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Picture} Picture */

/** @type {readonly Picture[]} */
const PICTURES = ["graph", "neurons", "matrices"];

/** @param {Player} player */
export function createToolbar(player) {
  const { store, text } = player;
  const pictures = createChoice(
    text("see.pictures"),
    PICTURES.map((value) => ({ value, text: text(`see.${value}`), title: text(`see.${value}.title`) })),
    (value) => setPicture(player, /** @type {Picture} */ (value)),
  );
  const zooms = createChoice(
    text("see.zoom"),
    ZOOMS.map((value) => ({ value, text: text(`see.${value}`), title: text(`see.${value}.title`) })),
    (value) => setZoom(player, value),
  );
  const samples = el("div", { class: "samples" });
  const names = el(
    "button",
    {
      type: "button",
      class: "names-button",
      title: text("see.names.about"),
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
    },
    text("see.names"),
  );
  keepFocus(names);
  names.addEventListener("click", () => openNames(player, names));
  const show = () => {
    const { picture, zoom, structure } = store.state;
    const { neurons } = structure.see;
    pictures.show(picture);
    pictures.offer("neurons", neurons !== null, text(neurons ? "see.neurons.title" : "see.neurons.none"));
    zooms.show(zoom);
    zooms.element.hidden = picture !== "graph";
    samples.hidden = picture !== "neurons" || (neurons?.samples ?? 1) < 2;
  };
  const offer = () => samples.replaceChildren(...drawSamples(player));
  store.subscribe((state, before) => {
    if (state.structure !== before.structure) offer();
    if (hasChanged(state, before, "picture", "zoom", "structure")) show();
  });
  offer();
  show();
  return el(
    "div",
    { class: "strip" },
    pictures.element,
    zooms.element,
    createPlotlyLink(player),
    samples,
    names,
    createViewButton(player),
  );
}

/**
 * @param {Player} player
 * @param {Picture} picture
 */
function setPicture(player, picture) {
  const { state, set } = player.store;
  if (picture === "neurons" && !state.structure.see.neurons) return;
  set({ picture });
}

/**
 * Switch to the next picture that this network has.
 * @param {Player} player
 */
export function nextPicture(player) {
  const { picture, structure } = player.store.state;
  const offered = PICTURES.filter((one) => one !== "neurons" || structure.see.neurons);
  const next = offered[(offered.indexOf(picture) + 1) % offered.length];
  if (next) setPicture(player, next);
}

/** Only the first so many samples have a button. */
const MOST = 8;

/** @param {Player} player */
function drawSamples(player) {
  const { store, text } = player;
  const count = store.state.structure.see.neurons?.samples ?? 1;
  if (count < 2) return [];
  const each = Array.from({ length: Math.min(count, MOST) }, (_, index) => ({
    value: String(index),
    text: String(index + 1),
    title: text("see.sample", { sample: index + 1 }),
  }));
  const choice = createChoice(
    text("see.samples"),
    [...each, { value: "all", text: "Σ", title: text("see.sum") }],
    (value) => store.set({ sample: value === "all" ? null : Number(value) }),
  );
  const show = () => choice.show(store.state.sample === null ? "all" : String(store.state.sample));
  if ((store.state.sample ?? 0) >= count) store.set({ sample: 0 });
  store.subscribe((state, before) => state.sample !== before.sample && show());
  show();
  return [el("span", { "aria-hidden": "true" }, text("see.samples")), choice.element];
}

/**
 * @param {Player} player
 * @param {HTMLElement} button
 */
function openNames(player, button) {
  import("./notation.js").then(
    ({ toggleNames }) => toggleNames(player, button),
    (/** @type {unknown} */ error) => console.error(error),
  );
}
