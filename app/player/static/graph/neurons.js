/**
 * The picture of neurons: a column for every layer, an edge for every weight. It is built for a size; a step only
 * paints it.
 */

import { label } from "../core/boxes.js";
import { el, svg } from "../core/dom.js";
import { currentStep, nameOf, nodeOf } from "../core/model.js";
import { lightEntries, onPointedEntries } from "../core/pointed-entries.js";
import { pointByName } from "../core/pointing.js";
import { rove } from "../core/roving.js";
import { hasChanged } from "../core/store.js";
import { keepInView } from "./follow.js";
import { paintNetwork } from "./neuron-paint.js";
import { createReadout } from "./neuron-readout.js";
import { drawNetwork } from "./neuron-shapes.js";
import { shownFor } from "./neuron-values.js";
import { drawLater, watchSize } from "./size.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("./neuron-shapes.js").Network} Network */
/** @typedef {Network["heads"][number] & {element: HTMLElement}} Head the name above a part of a column */

/**
 * @param {Player} player
 * @param {Element} views whose size the picture takes
 */
export function createNeurons(player, views) {
  const { store } = player;
  const picture = svg("svg", { role: "img" });
  const first = el("div", { class: "heads" });
  const readout = createReadout(player);
  const field = el("div", { class: "field" }, first);
  field.prepend(picture);
  const across = el("div", { class: "across" }, field);
  const box = el("div", { class: "neurons" }, across, readout.element);
  /** @type {Network | null} */
  let network = null;
  let stale = true;
  let place = first;
  /** @type {Head[]} */
  let heads = [];
  const follow = keepInView(player, across, () => network?.width ?? 1);
  const size = { width: 0, height: 0 };
  const buildLater = drawLater(player, build);
  function show() {
    const { state } = store;
    const on = state.picture === "neurons" && state.structure.see.neurons !== null;
    box.classList.toggle("stored", !on);
    if (size.width === 0 || state.structure.see.neurons === null) return;
    if (!on && stale) buildLater();
    if (!on) return;
    build();
    if (network) paintNetwork(state, network);
    for (const head of heads) paintHead(player, head);
    follow(currentHead(state, heads));
    picture.setAttribute("aria-label", `${player.text("see.neurons")}. ${currentStep(state).said}`);
  }
  function build() {
    if (!stale || store.state.structure.see.neurons === null) return;
    stale = false;
    network = drawNetwork(store.state, size);
    picture.setAttribute("viewBox", `0 0 ${network.width} ${size.height}`);
    picture.replaceChildren(...network.elements);
    field.style.width = `${network.width}px`;
    heads = network.heads.map((head) => drawHead(player, head));
    const drawn = el("div", { class: "heads" }, ...heads.map(({ element }) => element));
    rove(drawn, "button", { line: true });
    place.replaceWith(drawn);
    place = drawn;
  }
  watchSize(player, views, size, () => {
    stale = true;
    show();
  });
  store.subscribe((state, before) => {
    stale ||= state.structure !== before.structure;
    if (hasChanged(state, before, "cursor", "data", "sample", "picture") || stale) show();
  });
  onPointedEntries(player, (keys) => store.state.picture === "neurons" && lightEntries(picture, keys));
  readout.listen(picture, () => network);
  pointByName(player, box, ".heads");
  show();
  return box;
}

/**
 * @param {Player} player
 * @param {Network["heads"][number]} head
 * @returns {Head}
 */
function drawHead(player, head) {
  const element = el("button", {
    type: "button",
    class: [head.tight ? "tight" : "", head.lower ? "lower" : ""].join(" ").trim() || null,
  });
  element.style.left = `${head.x}px`;
  element.addEventListener("click", () => player.visit(element.dataset.name ?? head.name));
  return { ...head, element };
}

/**
 * Write above the numbers of a column what they are: the value, or its gradient once these are shown.
 * @param {Player} player
 * @param {Head} head
 */
function paintHead(player, { name, element }) {
  const { state } = player.store;
  const written = shownFor(state, name)?.name ?? name;
  if (element.dataset.name === written) return;
  element.dataset.name = written;
  element.setAttribute("aria-label", player.text("visit", { name: nameOf(state, written).plain }));
  element.replaceChildren(label(state, written));
}

/**
 * Find the column of what the step computes: of the value itself, or of the layer that a parameter leads to.
 * @param {State} state
 * @param {Head[]} heads
 */
function currentHead(state, heads) {
  const { name, of } = currentStep(state);
  const value = of ?? nodeOf(state, name);
  const { columns, links } = /** @type {import("../core/types.js").Neurons} */ (state.structure.see.neurons);
  const link = links.findIndex(({ weights, bias }) => weights === value || bias === value);
  const shown = link < 0 ? value : columns[link + 1]?.[0];
  return heads.find((head) => head.name === shown) ?? null;
}
