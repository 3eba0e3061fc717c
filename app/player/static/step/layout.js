/**
 * Give graph, formula and numbers their sizes. The page is measured when a part of it has another size, after a layout
 * that the browser makes anyway and before it paints; a step only computes.
 */

import { createBrief } from "../graph/brief.js";
import { GRAPH_SIZE, wishedHeight } from "../graph/camera.js";
import { fit } from "./fit.js";
import { wear } from "./looks.js";
import { sizeOfNumbers } from "./measure.js";
import { digitWidth, measured } from "./measured.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Step} Step */
/** @typedef {import("../matrix/grid.js").Grid} Grid */
/** @typedef {{step: Step, grids: import("./measure.js").Measured[]}} Shown */
/**
 * @typedef {object} Parts
 * @property {HTMLElement} work
 * @property {HTMLElement} formula the line with the formula
 * @property {HTMLElement} numbers
 * @property {() => void} changed is called when something has another size or place
 */
/**
 * @typedef {object} Page what was measured
 * @property {boolean} narrow whether the page scrolls, and everything has the size that it likes
 * @property {number} width of the numbers
 * @property {number} height of graph, formula and numbers together
 * @property {number} around the height of what stands above the numbers
 * @property {number} beside the width of the graph
 */

const NARROW = 840;
/** What an estimate may be off. */
const SPARE = 8;
/** On a page that scrolls there is room for numbers of a usual size. */
const ENDLESS = 1e5;
const USUAL = 400;
/** The size of a formula by the height of the page. */
const FORMULAS = [
  [880, 44],
  [660, 36],
  [520, 30],
  [400, 25],
  [0, 21],
];
const LEAST_FORMULA = 13;
/** A formula higher than so many of its font sizes, with fractions in brackets, is set smaller. */
const HIGH = 2.45;
const FLATTER = 0.74;
/** The room for what is said beside the formula. */
const HINT = 560;

/**
 * @param {Player} player
 * @param {Parts} parts
 */
export function createLayout(player, parts) {
  /** @type {Page} */
  let page = { narrow: true, width: 0, height: 0, around: 80, beside: 0 };
  /** @type {Shown | null} */
  let shown = null;
  const brief = createBrief(player);
  player.root.append(brief.element);

  function solve() {
    if (!shown || page.width === 0) return;
    scaleFormula(parts.formula, page);
    const fitting = choose(player, parts.numbers, page, shown);
    wear(parts.numbers, fitting.look);
    brief.show(!page.narrow && fitting.graph === 0);
    giveHeight(player.root, page.narrow ? null : fitting, page.beside);
    parts.changed();
  }
  const look = () => {
    page = measurePage(player.root, parts);
    solve();
  };
  const observer = new ResizeObserver(look);
  // Before the first paint, so that nothing moves after it.
  requestAnimationFrame(() => parts.work.isConnected && look());
  observer.observe(parts.work);
  observer.observe(player.root);
  player.signal.addEventListener("abort", () => observer.disconnect());
  return {
    /**
     * @param {Step} step
     * @param {Grid[]} grids the result last
     */
    show(step, grids) {
      shown = { step, grids: grids.map((grid) => measured(player.store.state, grid)) };
      solve();
      // A new formula is measured after its first layout.
      for (const element of parts.work.children) if (element !== parts.numbers) observer.observe(element);
      for (const formula of parts.formula.children) observer.observe(formula);
    },
  };
}

/**
 * @param {Player} player
 * @param {HTMLElement} numbers
 * @param {Page} page
 * @param {Shown} shown
 */
function choose(player, numbers, page, { step, grids }) {
  const digit = digitWidth(numbers);
  const whole = page.narrow ? USUAL : page.height;
  const height = page.narrow ? ENDLESS : page.height - page.around - SPARE;
  /** @type {"hall" | "page"} */
  const kind = player.store.state.presenting ? "hall" : "page";
  const room = { width: page.width - SPARE, height, whole, kind };
  const wished = page.narrow ? 0 : wishedHeight(player.store.state.structure, page.beside);
  return fit(room, wished, (look) => sizeOfNumbers(step.numbers, grids, { look, digit, width: room.width }));
}

/**
 * @param {HTMLElement} root
 * @param {import("./fit.js").Fitting | null} fitting null on a page that scrolls
 * @param {number} width
 */
function giveHeight(root, fitting, width) {
  const kind = fitting === null ? "" : fitting.graph > 0 ? "whole" : "brief";
  const high = fitting === null ? "" : `${fitting.high}px`;
  if (root.dataset["graph"] !== kind) root.dataset["graph"] = kind;
  if (root.style.getPropertyValue("--graph-high") === high) return;
  root.style.setProperty("--graph-high", high);
  if (fitting?.graph) root.dispatchEvent(new CustomEvent(GRAPH_SIZE, { detail: { width, height: fitting.graph } }));
}

/** @type {WeakMap<Element, {wide: number, high: number}>} the size of a formula in its font size */
const sizes = new WeakMap();

/**
 * Set a formula as large as the page lets it be.
 * @param {HTMLElement} line
 * @param {Page} page
 */
function scaleFormula(line, { narrow, width, height }) {
  const usual = FORMULAS.find(([from = 0]) => height >= from)?.[1] ?? LEAST_FORMULA;
  const formula = line.querySelector("math");
  const { wide, high } = (formula && sizes.get(formula)) ?? { wide: 1, high: 1 };
  const allowed = Math.min(high > HIGH ? FLATTER * usual : usual, (width - SPARE) / wide);
  const font = Math.max(LEAST_FORMULA, Math.round(10 * allowed) / 10);
  const size = narrow ? "" : `${font}px`;
  line.querySelector(".hint")?.classList.toggle("unseen", narrow || width < wide * font + HINT);
  if (line.style.getPropertyValue("--formula") !== size) line.style.setProperty("--formula", size);
}

/**
 * @param {HTMLElement} root
 * @param {Parts} parts
 * @returns {Page}
 */
function measurePage(root, { work, formula, numbers }) {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(work);
  measureFormula(formula.querySelector("math"));
  const others = [...work.children].filter((child) => child !== numbers);
  const views = root.querySelector(".views");
  return {
    narrow: root.clientWidth < NARROW,
    width: work.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
    height: work.clientHeight + (views?.clientHeight ?? 0),
    around: others.reduce(
      (sum, child) => sum + child.getBoundingClientRect().height,
      parseFloat(paddingTop) + parseFloat(paddingBottom),
    ),
    beside: views?.clientWidth ?? 0,
  };
}

/**
 * Measure a formula once.
 * @param {Element | null} math
 */
function measureFormula(math) {
  if (!math || sizes.has(math)) return;
  const { width, height } = math.getBoundingClientRect();
  const font = parseFloat(getComputedStyle(math).fontSize);
  if (width > 0) sizes.set(math, { wide: width / font, high: height / font });
}
