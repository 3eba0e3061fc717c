/** The sections of the builder: a network to begin with, the loss, the samples, the weights, the training. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { allDigits } from "../core/numbers.js";
import { about, line, refusal, section, segments, select, whole } from "./fields.js";

/** @typedef {import("./builder.js").Building} Building */
/** @typedef {"loss" | "penalty" | "optimizer" | "data" | "start"} Listed */

const NICE = "nice";

/**
 * @param {Building} building
 * @param {HTMLElement} written where a network is pasted
 */
export function drawBegin({ player, offer, draft, say }, written) {
  const present = player.store.state.data.design?.preset;
  const chips = offer.preset.map(({ value, label: name }) => {
    const chip = el(
      "button",
      { type: "button", class: "chip", "data-field": `preset.${value}`, "aria-pressed": String(value === present) },
      name,
    );
    chip.addEventListener("click", () => draft.begin(value));
    return chip;
  });
  return section(say("begin"), el("div", { class: "chips" }, ...chips), written);
}

/**
 * @param {Building} building
 * @param {Listed} field
 * @param {string} [name]
 */
function listed({ offer, draft, say }, field, name = field) {
  const options = offer[field];
  const present = draft.present()[field];
  const control = select(field, options, present, (value) => draft.change({ [field]: value }));
  return line(draft, field, say(name), control, about(options, present));
}

/** @param {Building} building */
export function drawLoss(building) {
  return section(building.say("loss"), listed(building, "loss"), listed(building, "penalty"));
}

/** @param {Building} building */
export function drawSamples(building) {
  const { draft, say } = building;
  const batch = whole("batch", draft.present().batch, (value) => draft.change({ batch: value }), say("batch"));
  return section(say("samples"), listed(building, "data"), line(draft, "batch", say("batch"), batch));
}

/** @param {Building} building */
export function drawWeights(building) {
  const { player, draft, say } = building;
  const { seed } = draft.present();
  const typed = whole("seed", seed, (value) => draft.change({ seed: value }), say("seed"));
  const again = el("button", { type: "button", class: "boxed again", "data-field": "again" }, say("again"));
  again.addEventListener("click", () => draft.change({ seed: Number(draft.present().seed) + 1 || 0 }));
  const dead =
    draft.present().start === NICE
      ? line(
          draft,
          "dead",
          say("dead"),
          whole("dead", draft.present().dead, (value) => draft.change({ dead: value }), say("dead")),
        )
      : null;
  return section(
    say("numbers"),
    listed(building, "start"),
    player.store.state.data.design?.nice === false ? el("p", { class: "about" }, say("start.drawn")) : null,
    line(draft, "seed", say("seed"), el("span", { class: "pair" }, typed)),
    dead,
    again,
  );
}

/** @param {Building} building */
export function drawTraining(building) {
  const { player, draft, say } = building;
  const present = draft.present();
  const decay = el("input", { type: "checkbox", "data-field": "decay" });
  decay.checked = present.decay;
  decay.addEventListener("change", () => draft.change({ decay: decay.checked }));
  return section(
    say("training"),
    listed(building, "optimizer"),
    line(draft, "decay", say("decay"), decay),
    el("div", { class: "settings" }, ...drawSettings(building)),
    player.store.state.data.design?.modes ? drawMode(building) : null,
  );
}

/**
 * Draw the choice between training and inference.
 * @param {Building} building
 */
function drawMode({ draft, say }) {
  const modes = [
    { value: true, label: say("mode.train") },
    { value: false, label: say("mode.inference") },
  ];
  const choose = (/** @type {boolean} */ training) => draft.change({ training });
  const control = segments("training", modes, draft.present().training, choose, say("mode"));
  return el(
    "div",
    { class: "field" },
    el("div", { class: "line" }, el("span", {}, say("mode")), control),
    el("p", { class: "about" }, say("mode.about")),
    refusal(draft, "training"),
  );
}

/**
 * Draw the numbers of the optimizer. They are edited like any other number of the network.
 * @param {Building} building
 */
function drawSettings({ player }) {
  const { state } = player.store;
  const refused = state.refused;
  const names = Object.entries(state.structure.names).filter(
    ([, { kind, scalar, editable }]) => (kind === "rate" || kind === "setting") && scalar && editable,
  );
  return names.map(([name, { plain }]) => {
    const input = el("input", {
      class: "boxed",
      "data-field": `value.${name}`,
      "aria-label": plain,
      inputmode: "decimal",
      autocomplete: "off",
      size: 7,
    });
    const wrong = refused?.name === name ? refused : null;
    input.defaultValue =
      wrong?.typed ?? allDigits(/** @type {import("../core/types.js").Cell} */ (state.data.values[name]));
    input.addEventListener("change", () => player.send({ type: "edit", name, row: 0, col: 0, typed: input.value }));
    if (wrong) input.setAttribute("aria-invalid", "true");
    return el(
      "div",
      { class: "setting" },
      el("label", {}, label(state, name), el("span", { class: "op" }, " = "), input),
      wrong ? el("p", { class: "refused", role: "alert" }, wrong.text) : null,
    );
  });
}
