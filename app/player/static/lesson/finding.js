/** A printed statement that does not hold, with both sides in numbers, or one that is easily misread. */

import { el } from "../core/dom.js";
import { drawMatrix } from "./matrix.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Finding} Finding */

/**
 * @param {Player} player
 * @param {Finding} finding
 */
export function drawFinding(player, finding) {
  const sign = finding.wording ? null : el("span", { class: "judged differs", "aria-hidden": "true" }, "≠");
  return el(
    "article",
    { class: finding.wording ? "finding wording" : "finding" },
    el("p", { class: "at" }, sign, finding.where),
    el("p", {}, finding.text),
    drawDemonstration(player, finding),
  );
}

/**
 * @param {Player} player
 * @param {Finding} finding
 */
function drawDemonstration(player, finding) {
  const sides = finding.shapes ? drawShapes(player, finding.shapes) : finding.right ? drawSides(player, finding) : null;
  return sides && el("details", { class: "check" }, el("summary", {}, say(player, "demonstration")), ...sides);
}

/**
 * @param {Player} player
 * @param {[number[], number[]]} shapes
 */
function drawShapes(player, [printed, right]) {
  const written = (/** @type {number[]} */ shape) => shape.join(" × ");
  return [el("p", {}, say(player, "shapes", { printed: written(printed), right: written(right) }))];
}

/**
 * @param {Player} player
 * @param {Finding} finding
 */
function drawSides(player, { formula = "", holds = "", printed, misfit = "", right = [] }) {
  const wrong = printed
    ? drawMatrix(say(player, "as_printed"), printed)
    : el("p", { class: "misfit" }, say(player, "misfit"), " ", el("span", { lang: "en" }, misfit));
  return [el("code", {}, formula), wrong, el("code", {}, holds), drawMatrix(say(player, "holds"), right)];
}
