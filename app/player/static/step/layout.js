/**
 * Give graph, formula and numbers their sizes. The page is measured when a part of it has another size, after a layout
 * that the browser makes anyway and before it paints; a step only computes.
 */

import { createBrief } from "../graph/brief.js";
import { GRAPH_SIZE, wishedHeight } from "../graph/camera.js";
import { leastHeight } from "../graph/extent.js";
import { MORE_HEIGHT } from "./fit-text.js";
import { fit } from "./fit.js";
import { wear } from "./looks.js";
import { sizeOfNumbers } from "./measure.js";
import { digitWidth, measured } from "./measured.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Step} Step */
/** @typedef {import("../matrix/grid.js").Grid} Grid */
/**
 * @typedef {object} Shown
 * @property {Step} step
 * @property {import("./measure.js").Measured[]} grids
 * @property {(inParts: boolean) => void} write writes the formula, whole or with its parts under names
 * @property {boolean} inParts how it is written
 * @property {number} least how high the graph is at least, for what is said beside it; 0 if that does not matter
 * @property {boolean} urgent whether the numbers may become small for that
 * @property {boolean} tight whether the numbers had to become small
 */
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
/** Beside a lower graph the text is wide, in two columns. */
const LOW = 150;
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
  [440, 25],
  [380, 21],
  [0, 18],
];
const LEAST_FORMULA = 13;
/** A formula higher than so many of its font sizes, with fractions in brackets, is set smaller. */
const HIGH = 2.45;
const FLATTER = 0.74;
/** A formula on one line with numbers of this size has room. */
const LARGE = 17;
/** Over numbers smaller than this, a formula has a smaller size too. */
const SMALL = 13;
const TIGHT = 0.62;
/** On a page that scrolls. */
const PHONE = 23;
/** What the name of a part stands for has this share of the formula's size, as in `matrix.css`. */
const DEFINED = 0.72;
/** Between two formulas; with a smaller share of the wanted size than this they stand below each other. */
const BETWEEN = 26;
const BELOW = 0.6;
/** A formula that is not measured yet. */
const NOTHING = { wide: 1, high: 1 };
/** The room for what is said beside the formula, and for the button at its end. */
const HINT = 560;
const ANOTHER = 230;

/**
 * @param {Player} player
 * @param {Parts} parts
 */
export function createLayout(player, parts) {
  /** @type {Page} */
  let page = { narrow: true, width: 0, height: 0, around: 80, beside: 0 };
  /** @type {Shown | null} */
  let shown = null;
  /** @type {import("./fit.js").Fitting | null} */
  let fitting = null;
  const brief = createBrief(player);
  player.root.append(brief.element);

  function solve() {
    if (!shown || page.width === 0) return;
    fitting = choose(player, parts.numbers, page, shown, shown.inParts);
    shown.tight ||= !page.narrow && fitting.look.font < SMALL;
    scaleFormula(parts.formula, page, shown.tight ? TIGHT : 1);
    wear(parts.numbers, fitting.look);
    brief.show(!page.narrow && fitting.graph === 0);
    giveHeight(player.root, brief.element, page.narrow ? null : fitting, page.beside);
    parts.changed();
  }
  /** A step is written in one way until the page has another size: an edit does not change it. */
  function writeAnew() {
    if (!shown || page.width === 0) return;
    const inParts = needsParts(player, parts.numbers, page, shown);
    if (inParts !== shown.inParts) shown.write(inParts);
    shown.inParts = inParts;
    // A new formula is measured after its first layout.
    for (const element of parts.work.children) if (element !== parts.numbers) observer.observe(element);
    for (const formula of parts.formula.children) observer.observe(formula);
  }
  const look = () => {
    const before = page;
    page = measurePage(player.root, parts);
    if (isOtherPage(before, page)) {
      if (shown) Object.assign(shown, { least: 0, urgent: false, tight: false });
      writeAnew();
    }
    solve();
  };
  player.root.addEventListener(MORE_HEIGHT, (event) => {
    if (!(event instanceof CustomEvent) || !shown || !fitting || page.narrow) return;
    const { missing, urgent } = event.detail;
    Object.assign(shown, { least: fitting.high + missing, urgent });
    solve();
  });
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
     * @param {(inParts: boolean) => void} write has written the formula as a whole
     */
    show(step, grids, write) {
      const drawn = grids.map((grid) => measured(player.store.state, grid));
      shown = { step, grids: drawn, write, inParts: false, least: 0, urgent: false, tight: false };
      writeAnew();
      solve();
    },
    /**
     * Numbers that are as long as those before have the same places.
     * @param {Grid[]} grids with other numbers
     */
    refresh(grids) {
      const drawn = grids.map((grid) => measured(player.store.state, grid));
      if (!shown || JSON.stringify(drawn) === JSON.stringify(shown.grids)) return;
      shown.grids = drawn;
      solve();
    },
  };
}

/**
 * @param {Page} one
 * @param {Page} other
 */
function isOtherPage(one, other) {
  return one.narrow !== other.narrow || one.width !== other.width || Math.abs(one.height - other.height) > SPARE;
}

/**
 * Is the formula too wide for its place, and do names for its parts help?
 * @param {Player} player
 * @param {HTMLElement} numbers
 * @param {Page} page
 * @param {Shown} shown
 */
function needsParts(player, numbers, page, shown) {
  if (!shown.step.parts) return false;
  const whole = choose(player, numbers, page, shown, false);
  if (whole.lines === 1 && whole.look.font >= LARGE) return false;
  const named = choose(player, numbers, page, shown, true);
  return named.look.font > whole.look.font || named.lines < whole.lines;
}

/**
 * @param {Player} player
 * @param {HTMLElement} numbers
 * @param {Page} page
 * @param {Shown} shown
 * @param {boolean} inParts
 */
function choose(player, numbers, page, { step, grids, least, urgent }, inParts) {
  const digit = digitWidth(numbers);
  const whole = page.narrow ? USUAL : page.height;
  const height = page.narrow ? ENDLESS : page.height - page.around - SPARE;
  /** @type {"hall" | "page"} */
  const kind = player.store.state.presenting ? "hall" : "page";
  const needs = page.narrow ? 0 : leastHeight(player.store.state, page.beside);
  const room = { width: page.width - SPARE / 2, height, whole, kind, least, urgent, needs };
  const wished = page.narrow ? 0 : wishedHeight(player.store.state.structure, page.beside);
  const form = (inParts && step.parts) || { numbers: step.numbers };
  return fit(room, wished, (look) => sizeOfNumbers(form, grids, { look, digit, width: room.width }));
}

/** @type {WeakMap<HTMLElement, string>} the height that the graph was given */
const heights = new WeakMap();

/**
 * Give the graph its height, whole or folded: each as its own, since what all of the player inherits would restyle it.
 * @param {HTMLElement} root
 * @param {HTMLElement} brief the graph folded to the step
 * @param {import("./fit.js").Fitting | null} fitting null on a page that scrolls
 * @param {number} width
 */
function giveHeight(root, brief, fitting, width) {
  const kind = fitting === null ? "" : fitting.graph === 0 ? "brief" : fitting.high < LOW ? "low" : "whole";
  const high = fitting === null ? "" : `${fitting.high}px`;
  if (root.dataset["graph"] !== kind) root.dataset["graph"] = kind;
  if (heights.get(root) === high) return;
  heights.set(root, high);
  for (const graph of [root.querySelector(".graph-box"), brief])
    if (graph instanceof HTMLElement) graph.style.height = high;
  if (fitting?.graph) root.dispatchEvent(new CustomEvent(GRAPH_SIZE, { detail: { width, height: fitting.graph } }));
}

/** @type {WeakMap<Element, {wide: number, high: number}>} the size of a formula in its font size */
const sizes = new WeakMap();

/**
 * Set a formula as large as the page lets it be, with what the names of its parts stand for on the same line, else below.
 * @param {HTMLElement} line
 * @param {Page} page
 * @param {number} share of its usual size
 */
function scaleFormula(line, { narrow, width, height }, share) {
  const usual = narrow ? PHONE : share * (FORMULAS.find(([from = 0]) => height >= from)?.[1] ?? LEAST_FORMULA);
  const [whole = NOTHING, ...parts] = [...line.querySelectorAll("math")].map((math) => sizes.get(math) ?? NOTHING);
  const wanted = whole.high > HIGH ? FLATTER * usual : usual;
  const wides = [whole.wide, ...parts.map(({ wide }) => DEFINED * wide)];
  const together = (width - SPARE - parts.length * BETWEEN) / wides.reduce((sum, wide) => sum + wide);
  const alone = (width - SPARE) / Math.max(...wides);
  const allowed = Math.min(wanted, together < BELOW * wanted ? alone : together);
  const font = Math.max(LEAST_FORMULA, Math.round(10 * allowed) / 10);
  const size = `${font}px`;
  const left = width - font * wides.reduce((sum, wide) => sum + wide) - ANOTHER;
  line.querySelector(".hint")?.classList.toggle("unseen", narrow || left < HINT);
  line.querySelector(".another")?.toggleAttribute("hidden", !narrow && left < 0);
  if (line.style.getPropertyValue("--formula") !== size) line.style.setProperty("--formula", size);
}

/**
 * @param {HTMLElement} root
 * @param {Parts} parts
 * @returns {Page}
 */
function measurePage(root, { work, formula, numbers }) {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(work);
  for (const math of formula.querySelectorAll("math")) measureFormula(math);
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
 * @param {Element} math
 */
function measureFormula(math) {
  if (sizes.has(math)) return;
  const { width, height } = math.getBoundingClientRect();
  const font = parseFloat(getComputedStyle(math).fontSize);
  if (width > 0) sizes.set(math, { wide: width / font, high: height / font });
}
