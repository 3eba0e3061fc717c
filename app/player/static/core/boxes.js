/** Draw a box (a piece of laid-out mathematics) as elements. The caller decides how a name and an entry look. */

import { el, svg } from "./dom.js";

/** @typedef {import("./types.js").Box} Box */
/** @typedef {import("./types.js").State} State */
/**
 * @typedef {object} Painter
 * @property {(name: string, transposed: boolean) => Node} name
 * @property {(box: import("./types.js").CellBox) => Node} cell
 */

const TRANSPOSE = "⊤";

/**
 * @param {Box} box
 * @param {Painter} painter
 * @returns {Node}
 */
export function drawBox(box, painter) {
  const draw = (/** @type {Box} */ inner) => drawBox(inner, painter);
  switch (box.t) {
    case "name":
      return painter.name(box.name, false);
    case "cell":
      return painter.cell(box);
    case "delta":
      return el("i", {}, "δ");
    case "number":
      return el("span", { class: "num" }, box.text);
    case "id":
      return el("i", {}, box.text);
    case "word":
      return el("span", { class: "word" }, box.text);
    case "op":
      return el("span", { class: "op" }, box.text);
    case "row":
      return el("span", { class: box.joined ? "boxes joined" : "boxes" }, ...itemsOf(box).map(draw));
    case "frac":
      return sized(fraction(draw(box.over), draw(box.under)), box);
    case "sup":
      return sized(raised("sup", draw(box.base), draw(box.sup)), box);
    case "sub":
      return sized(raised("sub", draw(box.base), draw(box.sub)), box);
    case "transpose":
      return drawTranspose(box.of, painter);
    case "root":
      return sized(rooted(draw(box.of)), box);
    case "fence":
      return sized(fenced(box.open, draw(box.of), box.close), box);
    case "sum":
      return el("span", { class: "boxes" }, el("span", { class: "op" }, "Σ"), draw(box.of));
  }
}

/**
 * The items of a row, of which a word is joined with what stands behind it: no line ends between a function and its
 * argument.
 * @param {import("./types.js").RowBox} row
 * @returns {Box[]}
 */
export function itemsOf({ items, joined }) {
  if (joined) return items;
  /** @type {Box[]} */
  const made = [];
  let from = 0;
  items.forEach((item, k) => {
    if (isWord(item) && k < items.length - 1) return;
    const group = items.slice(from, k + 1);
    made.push(group.length > 1 ? { t: "row", items: group, joined: true } : item);
    from = k + 1;
  });
  return made;
}

/** @param {Box} box */
function isWord(box) {
  return box.t === "word" && !box.bold;
}

/**
 * Mark an element that holds a matrix, so that it is drawn as tall as that. A matrix alone needs no second pair of
 * brackets.
 * @param {HTMLElement} element
 * @param {Box} box
 */
function sized(element, box) {
  if (holdsName(box)) element.classList.add("tall");
  if (box.t === "fence" && (box.of.t === "name" || box.of.t === "transpose")) element.classList.add("alone");
  return element;
}

/**
 * @param {Box} box
 * @returns {boolean}
 */
export function holdsName(box) {
  switch (box.t) {
    case "name":
      return true;
    case "row":
      return box.items.some(holdsName);
    case "frac":
      return holdsName(box.over) || holdsName(box.under);
    case "sup":
    case "sub":
      return holdsName(box.base);
    case "transpose":
    case "root":
    case "fence":
    case "sum":
      return holdsName(box.of);
    default:
      return false;
  }
}

/**
 * @param {Box} box
 * @param {Painter} painter
 */
function drawTranspose(box, painter) {
  if (box.t === "name") return painter.name(box.name, true);
  return sized(raised("sup", drawBox(box, painter), TRANSPOSE), box);
}

/**
 * @param {Node} over
 * @param {Node} under
 */
export function fraction(over, under) {
  return el("span", { class: "frac" }, el("span", { class: "over" }, over), el("span", { class: "under" }, under));
}

/** @param {Node} of */
export function rooted(of) {
  // The sign is as high as what stands under it; its text is for who cannot see it.
  const path = svg("path", { d: "M0 60 L2.4 54 L5.6 97 L10 1", "vector-effect": "non-scaling-stroke" });
  const sign = svg("svg", { viewBox: "0 0 10 100", preserveAspectRatio: "none", "aria-hidden": "true" }, path);
  return el("span", { class: "root" }, el("span", { class: "op" }, "√", sign), el("span", { class: "under" }, of));
}

/**
 * @param {"sup" | "sub"} tag
 * @param {Node} base
 * @param {Node | string} script
 */
export function raised(tag, base, script) {
  return el("span", { class: "scripted" }, base, el(tag, {}, script));
}

/**
 * @param {string} open
 * @param {Node} of
 * @param {string} close
 */
export function fenced(open, of, close) {
  const mark = (/** @type {string} */ text) => el("span", { class: "fence", "data-mark": text }, text);
  return el("span", { class: "fenced" }, mark(open), of, mark(close));
}

/**
 * Draw the name of a value as the document writes it.
 * @param {State} state
 * @param {string} name
 * @param {boolean} [transposed]
 * @returns {HTMLElement}
 */
export function label(state, name, transposed = false) {
  // A lesson knows the names of a scene before its structure comes.
  return written(name, state.structure.names[name]?.label ?? state.lesson?.labels[name], transposed);
}

/**
 * @param {string} name
 * @param {Box | undefined} box how the name is written; without one, its plain text
 * @param {boolean} [transposed]
 * @returns {HTMLElement}
 */
function written(name, box, transposed = false) {
  /** @type {Painter} */
  const painter = { name: (inner) => written(inner, undefined), cell: () => el("span") };
  return el(
    "span",
    { class: "label", "data-name": name },
    box ? drawBox(box, painter) : name,
    transposed ? el("sup", {}, TRANSPOSE) : null,
  );
}
