/** What a layer has besides its width, its activation and its normalisation: a bias, a dropout, an addition. */

import { el } from "../core/dom.js";
import { select } from "./fields.js";

/** @typedef {import("./builder.js").Building} Building */
/** @typedef {import("../core/types.js").Layer} Layer */

/**
 * @param {Building} building
 * @param {number} k
 * @param {boolean} isHidden the output has neither a dropout nor an addition
 * @param {(change: Partial<Layer>) => void} change
 */
export function drawExtras(building, k, isHidden, change) {
  const layer = building.draft.present().layers[k];
  if (!layer) return null;
  return el(
    "div",
    { class: "row extras" },
    drawCheck(building, "bias", k, layer.bias, (bias) => change({ bias })),
    isHidden ? drawDropout(building, k, layer.dropout, change) : null,
    isHidden ? drawCheck(building, "skip", k, layer.skip, (skip) => change({ skip })) : null,
  );
}

/**
 * @param {Building} building
 * @param {"bias" | "skip"} field
 * @param {number} k
 * @param {boolean} present
 * @param {(is: boolean) => void} choose
 */
function drawCheck({ say }, field, k, present, choose) {
  const name = say(`${field}.of`, { number: k + 1 });
  const box = el("input", { type: "checkbox", "data-field": `${field}.${k}`, "aria-label": name });
  box.checked = present;
  box.addEventListener("change", () => choose(box.checked));
  return el("label", { class: "check", title: name }, box, el("span", {}, say(field)));
}

/**
 * @param {Building} building
 * @param {number} k
 * @param {number} present
 * @param {(change: Partial<Layer>) => void} change
 */
function drawDropout({ offer, say }, k, present, change) {
  const options = offer.dropout.map(({ value, label }) => ({ value: String(value), label, about: "" }));
  return select(
    `dropout.${k}`,
    options,
    String(present),
    (value) => change({ dropout: Number(value) }),
    say("dropout.of", { number: k + 1 }),
  );
}
