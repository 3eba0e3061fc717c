/**
 * The sum that makes an entry, written out with numbers: `Step.entry` with its indices bound. A name in it is a scalar,
 * the entry (0, 0) of a matrix of one.
 */

import { fenced, fraction, raised, rooted } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { exactAt } from "../core/fractions.js";
import { cellOf, keyOf, textAt } from "../core/model.js";
import { isExact } from "../core/numbers.js";
import { bound, range } from "../core/sources.js";

/** @typedef {import("../core/types.js").Box} Box */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/sources.js").Binding} Binding */
/**
 * @typedef {object} Writing
 * @property {State} state
 * @property {Binding} binding
 * @property {boolean} isExact
 * @property {Map<Element, string[]>} terms
 * @property {Record<string, number[]>} largest
 */

const MOST = 12;
const FIRST = 5;
const LAST = 2;
const SEPARATORS = new Set(["=", "≈", ">", "<", "≥", "≤", "≠", ",", ";"]);
/** Signs without a space before them. */
const CLOSE_UP = new Set([",", ";"]);
const ADDITIVE = new Set(["+", "−", "-", "±", ...SEPARATORS]);

/**
 * @param {State} state
 * @param {Box} box
 * @param {Binding} binding
 * @param {Record<string, number[]>} [largest] the only terms of a sum to write, by its index
 * @returns {{node: Node, isExact: boolean, terms: Map<Element, string[]>}}
 */
export function writeOut(state, box, binding, largest = {}) {
  /** @type {Writing} */
  const writing = { state, binding, isExact: true, terms: new Map(), largest };
  const node = write(box, writing, false);
  return { node, isExact: writing.isExact, terms: writing.terms };
}

/**
 * @param {Box} box
 * @param {Writing} writing
 * @param {boolean} guarded whether a minus needs parentheses here, because it follows an operator
 * @returns {Node}
 */
function write(box, writing, guarded) {
  switch (box.t) {
    case "cell":
      return leaf(box.name, bound(box.row, writing.binding), bound(box.col, writing.binding), writing, guarded);
    case "name":
      return leaf(box.name, 0, 0, writing, guarded);
    case "row":
      return el("span", { class: "boxes" }, ...writeRow(box.items, writing, guarded));
    case "delta":
      return el(
        "span",
        { class: "num" },
        bound(box.row, writing.binding) === bound(box.col, writing.binding) ? "1" : "0",
      );
    case "sum":
      return writeSum(box, writing, guarded);
    case "frac":
      return fraction(write(box.over, writing, false), write(box.under, writing, false));
    case "sup":
      return raised("sup", write(box.base, writing, true), write(box.sup, writing, false));
    case "sub":
      return raised("sub", write(box.base, writing, true), write(box.sub, writing, false));
    case "fence":
      return keepTogether(fenced(box.open, write(box.of, writing, false), box.close));
    case "transpose":
      return write(box.of, writing, guarded);
    case "root":
      return rooted(write(box.of, writing, false));
    case "op":
      return operator(box.text);
    default:
      return el("span", { class: box.t === "number" ? "num" : box.t }, box.text);
  }
}

/** So many letters between brackets stand on one line. */
const SHORT = 24;

/** @param {HTMLElement} element between brackets */
function keepTogether(element) {
  element.classList.toggle("short", (element.textContent?.length ?? 0) <= SHORT);
  return element;
}

/**
 * Write an operator. A long sum breaks at its signs, never inside a product.
 * @param {string} text
 */
export function operator(text) {
  const spaced = ADDITIVE.has(text) && !CLOSE_UP.has(text);
  return el("span", { class: "op" }, spaced ? ` ${text} ` : text);
}

/**
 * @param {string} name
 * @param {number} row
 * @param {number} col
 * @param {Writing} writing
 * @param {boolean} guarded
 */
function leaf(name, row, col, writing, guarded) {
  const exact = exactAt(writing.state, name, row, col);
  const cell = cellOf(writing.state, name, row, col);
  const text = textAt(writing.state, name, row, col);
  writing.isExact &&= exact !== null || isExact(cell, text);
  const node = exact?.includes("/") ? drawFraction(exact) : text;
  const element = el("span", { class: "source" }, ...(guarded && text.startsWith("−") ? ["(", node, ")"] : [node]));
  writing.terms.set(element, [keyOf(name, row, col)]);
  return element;
}

/**
 * Draw −626/3 as a minus before the fraction 626 over 3.
 * @param {string} text
 */
export function drawFraction(text) {
  const [over = "", under = ""] = text.replace("−", "").split("/");
  return el(
    "span",
    { class: "exact" },
    text.startsWith("−") ? "−" : "",
    fraction(el("span", {}, over), el("span", {}, under)),
  );
}

/**
 * @param {Box[]} items
 * @param {Writing} writing
 * @param {boolean} guarded
 */
function writeRow(items, writing, guarded) {
  return items.map((item, index) => {
    const before = items[index - 1];
    const follows = before ? !isOperator(before, SEPARATORS) : guarded;
    return write(item, writing, follows || isProduct(items[index + 1]));
  });
}

/**
 * @param {Box} box
 * @param {Set<string>} among
 */
function isOperator(box, among) {
  return box.t === "op" && among.has(box.text);
}

/**
 * Is the next box multiplied? Boxes side by side are, unless an operator stands between them.
 * @param {Box | undefined} next
 */
function isProduct(next) {
  return next !== undefined && !isOperator(next, ADDITIVE);
}

/**
 * Choose the terms of a sum that are written: all of a few, else the first, a gap and the last.
 * @param {number} size
 * @param {number[]} [largest]
 * @returns {(number | null)[]}
 */
function shownTerms(size, largest) {
  if (largest && largest.length < size) return [...largest, null];
  const all = range(size);
  return size <= MOST ? all : [...all.slice(0, FIRST), null, ...all.slice(-LAST)];
}

/**
 * @param {import("../core/types.js").SumBox} box
 * @param {Writing} writing
 * @param {boolean} guarded
 */
function writeSum(box, writing, guarded) {
  const line = el("span", { class: "sum" });
  for (const [position, k] of shownTerms(box.size, writing.largest[box.index]).entries()) {
    if (position > 0) line.append(operator("+"));
    line.append(k === null ? operator("…") : writeTerm(box, k, writing, position > 0 || guarded));
  }
  return guarded && box.size > 1 ? fenced("(", line, ")") : line;
}

/**
 * @param {import("../core/types.js").SumBox} box
 * @param {number} k
 * @param {Writing} writing
 * @param {boolean} guarded
 */
function writeTerm(box, k, writing, guarded) {
  const binding = { ...writing.binding, [box.index]: k };
  const inner = { ...writing, binding };
  const term = el("span", { class: "term" }, write(box.of, inner, guarded));
  writing.isExact &&= inner.isExact;
  writing.terms.set(
    term,
    [...term.querySelectorAll(".source")].flatMap((leaf) => writing.terms.get(leaf) ?? []),
  );
  return term;
}
