/**
 * The explicit Jacobian, whose rows and columns are flattened entries, and how its product collapses to the short
 * formula.
 */

import { drawBox, label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { parseMathML } from "../core/formula.js";
import { isGradient } from "../core/model.js";
import { moveNumbers } from "./moving-numbers.js";
import { drawSparsity } from "./sparsity.js";
import { drawTable } from "./table.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Cell} Cell */
/**
 * @typedef {object} Answer
 * @property {string} step
 * @property {string} input
 * @property {[number, number, number]} size
 * @property {string} structure
 * @property {Cell[][] | null} matrix
 * @property {string[] | null} pattern
 * @property {string[]} rows
 * @property {string[]} columns
 * @property {string} short
 * @property {import("../core/types.js").Box} box
 * @property {Record<string, Cell[][]>} given
 * @property {string} upstream
 * @property {Cell[][]} long
 * @property {Cell[][]} value
 * @property {boolean} same
 * @property {{name: string, as: string, count: number} | null} recorded
 */

/**
 * @param {Player} player
 * @param {Answer} answer
 * @returns {HTMLElement[]}
 */
export function drawJacobian(player, answer) {
  const [rows, columns, nonzero] = answer.size;
  const { state } = player.store;
  const size = player.text("jacobian.size", { rows, columns, nonzero, of: rows * columns });
  const caption = el(
    "p",
    { class: "size" },
    el("i", {}, "J"),
    " = ∂ ",
    label(state, answer.step),
    " / ∂ ",
    label(state, answer.input),
    ": ",
    size,
  );
  if (!answer.long)
    return [caption, asPattern(player, answer, size), el("p", { class: "hint" }, player.text("jacobian.not_built"))];
  const long = el("div", { class: "scene long" }, ...drawLong(player, answer, size));
  const short = el("div", { class: "scene short", hidden: true }, ...drawShort(player, answer));
  const formula = el("div", { class: "formula" }, parseMathML(answer.short));
  return [
    caption,
    formula,
    el("div", { class: "scenes", tabindex: "0" }, long, short),
    drawToggle(player, long, short),
    drawProof(player, answer),
  ];
}

/**
 * @param {Player} player
 * @param {HTMLElement} long
 * @param {HTMLElement} short
 */
function drawToggle(player, long, short) {
  const button = el("button", { type: "button", class: "control collapse" }, player.text("jacobian.collapse"));
  button.addEventListener("click", () => {
    const isLong = short.hidden === true;
    const around = long.parentElement;
    // The dialog keeps its size, so that only the numbers move.
    if (around)
      Object.assign(around.style, {
        minHeight: `${around.offsetHeight}px`,
        minWidth: `${Math.min(around.offsetWidth, around.scrollWidth)}px`,
      });
    if (isLong) moveNumbers(long, short);
    else moveNumbers(short, long);
    button.textContent = player.text(isLong ? "jacobian.unfold_again" : "jacobian.collapse");
  });
  return button;
}

/**
 * @param {Player} player
 * @param {Answer} answer
 * @param {string} size
 */
function asPattern(player, { size: [rows, columns], pattern, structure }, size) {
  return el(
    "figure",
    { class: "pattern-of" },
    drawSparsity([rows, columns], pattern, structure, size),
    el("figcaption", {}, player.text(`jacobian.${structure}`)),
  );
}

/**
 * Draw the long way: Jᵀ times the flattened upstream gradient is the flattened gradient.
 * @param {Player} player
 * @param {Answer} answer
 * @param {string} size
 */
function drawLong(player, answer, size) {
  const { state } = player.store;
  const { digits } = state.display;
  const vector = (
    /** @type {Cell[][]} */ cells,
    /** @type {string[]} */ names,
    /** @type {string} */ flat,
    /** @type {Node} */ of,
  ) =>
    drawTable(
      of,
      cells.flat().map((cell) => [cell]),
      { gradient: true, rows: names, flat, digits },
    );
  const transposed = answer.matrix && turned(answer.matrix);
  const whole = transposed
    ? drawTable(el("span", {}, el("i", {}, "J"), el("sup", {}, "⊤")), transposed, {
        rows: answer.columns,
        cols: answer.rows,
        digits,
      })
    : asPattern(player, answer, size);
  whole.classList.add("whole");
  const upstream = vector(
    answer.given[answer.upstream] ?? [],
    answer.rows,
    "g",
    el("span", {}, "vec ", label(state, answer.upstream)),
  );
  const result = vector(answer.long, answer.columns, "r", product(player, answer));
  return [whole, sign("·"), upstream, sign("="), result];
}

/**
 * Draw the short formula with its numbers. Entries of the upstream gradient carry the same numbers as in the long way.
 * @param {Player} player
 * @param {Answer} answer
 */
function drawShort(player, answer) {
  const { state } = player.store;
  const { digits } = state.display;
  const drawn = drawBox(answer.box, {
    name: (name, transposed) => {
      const cells = answer.given[name] ?? [];
      const isUpstream = name === answer.upstream;
      const gradient = isUpstream || (name in state.structure.names && isGradient(state, name));
      return drawTable(label(state, name, transposed), transposed ? turned(cells) : cells, {
        gradient,
        transposed,
        digits,
        ...(isUpstream && { flat: "g" }),
      });
    },
    cell: (box) => el("span", {}, label(state, box.name)),
  });
  const result = drawTable(product(player, answer), answer.value, { gradient: true, flat: "r", digits });
  return [drawn, sign("="), result];
}

/**
 * @param {Player} player
 * @param {Answer} answer
 */
function product(player, answer) {
  return el("span", {}, el("i", {}, "J"), el("sup", {}, "⊤"), " vec ", label(player.store.state, answer.upstream));
}

/**
 * Say whether the program records the same numbers, and as what.
 * @param {Player} player
 * @param {Answer} answer
 */
function drawProof(player, { same, recorded, input }) {
  const as = recorded ? player.text(`jacobian.recorded_${recorded.as}`, { ...recorded, input }) : "";
  return el("p", { class: "proof" }, player.text(same ? "jacobian.same" : "jacobian.not_same"), " ", as);
}

/** @param {string} text */
function sign(text) {
  return el("span", { class: "op" }, text);
}

/** @param {Cell[][]} cells */
function turned(cells) {
  return (cells[0] ?? []).map((_, j) => cells.map((row) => row[j] ?? "nan"));
}
