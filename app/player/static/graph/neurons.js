/**
 * The picture of neurons: a column for every layer, an edge for every weight. It is built for a size; a step only
 * paints it.
 */

import { label } from "../core/boxes.js";
import { el, svg } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { lightEntries, onPointedEntries } from "../core/pointed-entries.js";
import { pointByName } from "../core/pointing.js";
import { rove } from "../core/roving.js";
import { hasChanged } from "../core/store.js";
import { paintNetwork } from "./neuron-paint.js";
import { createReadout } from "./neuron-readout.js";
import { drawNetwork } from "./neuron-shapes.js";
import { drawLater, watchSize } from "./size.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./neuron-shapes.js").Network} Network */

/**
 * @param {Player} player
 * @param {Element} place whose size the picture takes
 */
export function createNeurons(player, place) {
  const { store } = player;
  const picture = svg("svg", { role: "img" });
  const first = el("div", { class: "heads" });
  const readout = createReadout(player);
  const box = el("div", { class: "neurons" }, first, readout.element);
  box.prepend(picture);
  /** @type {Network | null} */
  let network = null;
  let stale = true;
  let heads = first;
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
    picture.setAttribute("aria-label", `${player.text("see.neurons")}. ${currentStep(state).said}`);
  }
  function build() {
    if (!stale || store.state.structure.see.neurons === null) return;
    stale = false;
    network = drawNetwork(store.state, size);
    picture.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    picture.replaceChildren(...network.elements);
    const drawn = el("div", { class: "heads" }, ...network.heads.map((head) => drawHead(player, head)));
    rove(drawn, "button", { line: true });
    heads.replaceWith(drawn);
    heads = drawn;
  }
  watchSize(player, place, size, () => {
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
 * @param {Network["heads"][number]} where
 */
function drawHead(player, { name, x, tight, lower }) {
  const head = el(
    "button",
    {
      type: "button",
      class: [tight ? "tight" : "", lower ? "lower" : ""].join(" ").trim() || null,
      "data-name": name,
      "aria-label": player.text("visit", { name: player.store.state.structure.names[name]?.plain ?? name }),
    },
    label(player.store.state, name),
  );
  head.style.left = `${x}px`;
  head.addEventListener("click", () => player.visit(name));
  return head;
}
