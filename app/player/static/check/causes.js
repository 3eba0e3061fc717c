/** Why a value is wrong: its shape, the likely mistakes, the line of code that has each and the one that has not. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { formatFor } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Prose} Prose */
/** @typedef {import("./verdict.js").Judged} Judged */
/** @typedef {import("./verdict.js").Cause} Cause */

/**
 * @param {Player} player
 * @param {Judged} judged
 * @param {string} name of the value
 */
export function drawCauses(player, { shape, infinite, causes, expected }, name) {
  return el(
    "div",
    { class: "causes" },
    shape ? el("p", {}, shape) : null,
    infinite ? el("p", {}, infinite) : null,
    expected ? drawExpected(player, expected) : null,
    ...causes.map((cause, k) => drawCause(player, cause, k === 0, name)),
    causes.length === 0 && !shape ? el("p", { class: "hint" }, player.text("submission.unexplained")) : null,
  );
}

/**
 * Show what would follow from their own values before it: the network's own numbers are no measure then.
 * @param {Player} player
 * @param {import("../core/types.js").Cell[][]} expected
 */
function drawExpected(player, expected) {
  const write = formatFor(expected, player.store.state.display.digits);
  const rows = expected.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, write(cell)))));
  return el("table", { class: "expected" }, el("caption", {}, player.text("submission.expected")), ...rows);
}

/**
 * @param {Player} player
 * @param {Cause} cause
 * @param {boolean} isFirst
 * @param {string} name
 */
function drawCause(player, cause, isFirst, name) {
  const { state } = player.store;
  const { library } = state;
  const words = cause.text.map((part) => (typeof part === "string" ? part : label(state, part.name)));
  const earlier = cause.step === name ? null : drawStep(player, cause.step);
  return el(
    "div",
    { class: "cause" },
    el("p", {}, el("b", {}, player.text(isFirst ? "submission.likely" : "submission.or")), " ", ...words, earlier),
    drawLine(player, cause.wrong[library], "with"),
    drawLine(player, cause.right[library], "without"),
  );
}

/**
 * Lead to the earlier step in which a mistake was made.
 * @param {Player} player
 * @param {string} step
 */
function drawStep(player, step) {
  const button = el("button", { type: "button", class: "go-first" }, player.text("submission.go", { name: step }));
  button.addEventListener("click", () => player.visit(step));
  return button;
}

/**
 * @param {Player} player
 * @param {Prose | undefined} line
 * @param {"with" | "without"} kind
 */
function drawLine(player, line, kind) {
  const { state } = player.store;
  const names = (/** @type {string} */ name) => state.structure.names[name]?.plain ?? name;
  const text = (line ?? []).map((part) => (typeof part === "string" ? part : names(part.name))).join("");
  return el(
    "code",
    { class: kind, lang: "en" },
    el("span", { "aria-hidden": "true" }, kind === "with" ? "✗" : "✓"),
    el("span", { class: "unseen" }, `${player.text(`submission.${kind}`)}: `),
    text,
  );
}
