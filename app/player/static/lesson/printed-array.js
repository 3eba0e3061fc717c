/** A printed array: the engine agrees to the last digit, or shows where it does not, and why. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Check} Check */

/**
 * @param {Player} player
 * @param {Check} check
 * @param {boolean} open
 */
export function drawCheck(player, check, open) {
  return el(
    "details",
    { class: "check", open, "data-check": check.name },
    el("summary", {}, ...drawSummary(player, check)),
    ...drawDetail(player, check),
  );
}

/**
 * @param {Player} player
 * @param {Check} check
 */
function drawSummary(player, check) {
  return [
    drawSign(check),
    el("span", { class: "of" }, label(player.store.state, check.name)),
    el("b", { class: kindOf(check) }, verdict(player, check)),
    el("span", { class: "at" }, check.where),
  ];
}

/**
 * Draw the sign of a verdict: it agrees, it is the rounding error of an exact 0, or it differs.
 * @param {Check} check
 */
export function drawSign(check) {
  return el(
    "span",
    { class: `judged ${kindOf(check)}`, "aria-hidden": "true" },
    check.agrees ? "✓" : check.noise ? "≈" : "≠",
  );
}

/** @param {Check} check */
function kindOf({ agrees, noise }) {
  return agrees ? "agrees" : noise ? "explained" : "differs";
}

/**
 * Write the verdict: "agrees", or "differs at [3, 2]".
 * @param {Player} player
 * @param {Check} check
 */
export function verdict(player, check) {
  if (check.agrees) return say(player, "agrees");
  if (check.noise) return say(player, "is_noise");
  const places = (check.differs ?? []).slice(0, 3).map(([row, col]) => `[${row + 1}, ${col + 1}]`);
  const more = (check.differs?.length ?? 0) > places.length ? ", …" : "";
  if (check.printed.length === 1 && check.printed[0]?.length === 1) return say(player, "differs");
  return say(player, "differs_at", { places: places.join(", ") + more });
}

/**
 * @param {Player} player
 * @param {Check} check
 */
export function drawDetail(player, check) {
  const wrong = new Set((check.differs ?? []).map(([row, col]) => `${row}:${col}`));
  if (check.agrees) return [drawArray(say(player, "as_printed"), check.printed, wrong)];
  return [
    el(
      "div",
      { class: "pair" },
      drawArray(say(player, "as_printed"), check.printed, wrong),
      drawArray(say(player, "computed"), check.computed ?? [], wrong),
    ),
    check.cause ? el("p", { class: "cause" }, check.cause) : null,
    check.explained ? el("p", { class: "proof" }, say(player, check.noise ? "noise" : "explained")) : null,
  ];
}

/**
 * @param {string} caption
 * @param {string[][]} rows
 * @param {Set<string>} wrong
 */
function drawArray(caption, rows, wrong) {
  const body = rows.map((row, i) =>
    el(
      "tr",
      {},
      ...row.map((text, j) => el("td", { class: wrong.has(`${i}:${j}`) ? "wrong" : null }, text.replace(/^-/, "−"))),
    ),
  );
  return el(
    "figure",
    { class: "array" },
    el("figcaption", {}, caption),
    el(
      "div",
      { class: "wide", tabindex: "0", role: "group", "aria-label": caption },
      el("table", {}, el("tbody", {}, ...body)),
    ),
  );
}
