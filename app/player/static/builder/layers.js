/**
 * The layers as cards, from the inputs to the output. Cards are added, removed, and moved by buttons or by dragging.
 */

import { el, icon } from "../core/dom.js";
import { CLOSE, DOWN, GRIP, PLUS, UP } from "../core/icons.js";
import { drawExtras } from "./extras.js";
import { line, refusal, section, select, whole } from "./fields.js";

/** @typedef {import("./builder.js").Building} Building */
/** @typedef {import("../core/types.js").Layer} Layer */

/** @type {Layer} */
const NEW = { width: 3, activation: "relu", norm: "none", bias: true, dropout: 0, skip: false };

/** @param {Building} building */
export function drawLayers(building) {
  const { draft, say } = building;
  const { inputs, layers } = draft.present();
  const hidden = layers.length - 1;
  const cards = layers.flatMap((_, k) => [
    drawAdd(building, k),
    k < hidden ? drawCard(building, k) : drawOutput(building, k),
  ]);
  const typed = whole("inputs", inputs, (value) => draft.change({ inputs: value }), say("inputs"));
  return section(
    say("layers"),
    el("div", { class: "card ends" }, line(draft, "inputs", say("inputs"), typed)),
    el("div", { class: "cards" }, ...cards),
    refusal(draft, "layers"),
  );
}

/**
 * @param {Building} building
 * @param {number} k
 * @param {Partial<Layer>} change
 */
function change({ draft }, k, change) {
  draft.change({ layers: draft.present().layers.map((layer, at) => (at === k ? { ...layer, ...change } : layer)) });
}

/**
 * @param {Building} building
 * @param {number} k the position of the new layer
 */
function drawAdd({ draft, say }, k) {
  const name = k === 0 ? say("add.first") : say("add.at", { number: k });
  const button = el(
    "button",
    { type: "button", class: "add", "data-field": `add.${k}`, "aria-label": name, title: name },
    icon(PLUS),
  );
  button.addEventListener("click", () => {
    const { layers } = draft.present();
    const like = layers[Math.max(0, k - 1)];
    const alike = layers.length > 1 && like ? { ...like } : { ...NEW };
    draft.change({ layers: layers.toSpliced(k, 0, alike) });
  });
  return button;
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawCard(building, k) {
  const { say } = building;
  const title = el("h4", {}, say("layer", { number: k + 1 }));
  const top = el("div", { class: "top" }, drawGrip(building, k), title, ...drawMoves(building, k));
  const card = el(
    "div",
    { class: "card", "data-layer": k },
    top,
    drawChoices(building, k),
    drawExtras(building, k, true, (chosen) => change(building, k, chosen)),
    ...drawRefusals(building, k),
  );
  receiveDrop(building, card, k);
  return card;
}

/**
 * @param {Building} building
 * @param {number} k
 * @param {HTMLElement} [activation]
 */
function drawChoices(building, k, activation = drawActivation(building, k, building.offer.activation)) {
  return el("div", { class: "row" }, drawWidth(building, k), activation, drawNorm(building, k));
}

/**
 * @param {Building} building
 * @param {number} k
 * @param {import("./builder.js").Option[]} options
 */
function drawActivation(building, k, options) {
  const { draft, say } = building;
  const { activation } = draft.present().layers[k] ?? NEW;
  const choose = (/** @type {string} */ value) => change(building, k, { activation: value });
  return select(`activation.${k}`, options, activation, choose, say("activation.of", { number: k + 1 }));
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawRefusals({ draft }, k) {
  return ["width", "activation", "norm", "skip"].map((field) => refusal(draft, `${field}.${k}`));
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawWidth(building, k) {
  const { draft, say } = building;
  const { layers } = draft.present();
  const typed = whole(
    `width.${k}`,
    layers[k]?.width ?? 1,
    (width) => change(building, k, { width }),
    say("width.of", { number: k + 1 }),
  );
  return el("span", { class: "width", title: say("width") }, typed);
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawNorm(building, k) {
  const { draft, say, offer } = building;
  return select(
    `norm.${k}`,
    offer.norm,
    draft.present().layers[k]?.norm ?? "none",
    (norm) => change(building, k, { norm }),
    say("norm.of", { number: k + 1 }),
  );
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawOutput(building, k) {
  const { draft, say, offer } = building;
  const fits = offer.outputs[draft.present().loss] ?? [];
  const options = offer.activation.filter(({ value }) => fits.includes(value));
  const activation =
    options.length > 1 ? drawActivation(building, k, options) : el("span", { class: "fixed" }, options[0]?.label ?? "");
  const top = el("div", { class: "top" }, el("h4", {}, say("output")));
  return el(
    "div",
    { class: "card ends" },
    top,
    drawChoices(building, k, activation),
    drawExtras(building, k, false, (chosen) => change(building, k, chosen)),
    ...drawRefusals(building, k),
  );
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawMoves({ draft, say }, k) {
  const { layers } = draft.present();
  const number = k + 1;
  const hidden = layers.length - 1;
  const tool = (/** @type {string} */ key, /** @type {string} */ path, /** @type {Layer[] | null} */ after) => {
    const button = el(
      "button",
      {
        type: "button",
        class: "tool",
        "data-field": `${key}.${k}`,
        "aria-label": say(key, { number }),
        title: say(key, { number }),
        "aria-disabled": after ? null : "true",
      },
      icon(path),
    );
    button.addEventListener("click", () => after && draft.change({ layers: after }));
    return button;
  };
  return [
    tool("up", UP, k > 0 ? moved(layers, k, k - 1) : null),
    tool("down", DOWN, k < hidden - 1 ? moved(layers, k, k + 1) : null),
    tool("remove", CLOSE, layers.toSpliced(k, 1)),
  ];
}

/**
 * @param {Layer[]} layers
 * @param {number} from
 * @param {number} to
 */
function moved(layers, from, to) {
  const taken = layers[from];
  return taken ? layers.toSpliced(from, 1).toSpliced(to, 0, taken) : layers;
}

/**
 * @param {Building} building
 * @param {number} k
 */
function drawGrip({ say }, k) {
  const grip = el("span", { class: "grip", draggable: "true", title: say("drag", { number: k + 1 }) }, icon(GRIP));
  grip.addEventListener("dragstart", (event) => event.dataTransfer?.setData("text/layer", String(k)));
  return grip;
}

/**
 * @param {Building} building
 * @param {HTMLElement} card
 * @param {number} k
 */
function receiveDrop({ draft }, card, k) {
  const over = (/** @type {boolean} */ is) => card.classList.toggle("over", is);
  card.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("text/layer")) return;
    event.preventDefault();
    over(true);
  });
  card.addEventListener("dragleave", () => over(false));
  card.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const from = Number(event.dataTransfer?.getData("text/layer"));
    if (from !== k) draft.change({ layers: moved(draft.present().layers, from, k) });
  });
}
