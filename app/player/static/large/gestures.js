/** Zoom and move in a large matrix by wheel, two fingers, dragging, clicks and keys. */

import { all, shifted } from "./window.js";

/** @typedef {import("../core/types.js").Window} Window */
/** @typedef {{row: number, col: number}} Point */
/** @typedef {{clientX: number, clientY: number}} Spot on the screen */
/**
 * @typedef {object} Act
 * @property {(by: number, at?: Point) => void} zoom
 * @property {(at: Point) => void} jump shows the numbers around a point
 * @property {(window: Window) => void} look
 * @property {() => {rows: number, cols: number}} whole
 * @property {() => Window} window
 */

/**
 * The zoom factor of one notch of the wheel, the distance that a wheel turns in a notch, and the distance after which
 * the zoom changes.
 */
const WHEEL = 1.6;
const NOTCH = 120;
const ENOUGH = 60;
/** The factor by which two fingers have to move apart, or together, before the zoom changes. */
const PINCH = 1.15;
const KEY = 2;
const MOVE = 0.5;

/**
 * @param {HTMLElement} overview
 * @param {HTMLElement} detail
 * @param {Act} act
 * @param {boolean} transposed
 */
export function gestures(overview, detail, act, transposed) {
  overview.tabIndex = 0;
  overview.setAttribute("role", "img");
  overview.addEventListener("keydown", (event) => key(event, act, transposed));
  overview.addEventListener("click", (event) => act.jump(pointAt(overview, event, all(act.whole()), transposed)));
  for (const [element, shown] of /** @type {[HTMLElement, () => Window][]} */ ([
    [overview, () => all(act.whole())],
    [detail, act.window],
  ])) {
    const at = (/** @type {Spot} */ spot) => pointAt(element, spot, shown(), transposed);
    wheel(element, act, at);
    pinch(element, act, at);
  }
  drag(overview, act, transposed);
}

/**
 * Find the entry under the pointer.
 * @param {HTMLElement} element that shows the window
 * @param {Spot} spot
 * @param {Window} window
 * @param {boolean} transposed
 * @returns {Point}
 */
function pointAt(element, { clientX, clientY }, { row, col, rows, cols }, transposed) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = (clientX - left) / width;
  const y = (clientY - top) / height;
  const [down, across] = transposed ? [x, y] : [y, x];
  return { row: Math.floor(row + down * rows), col: Math.floor(col + across * cols) };
}

/**
 * @param {HTMLElement} element
 * @param {Act} act
 * @param {(spot: Spot) => Point} at
 */
function wheel(element, act, at) {
  let turned = 0;
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < ENOUGH) return;
      // A busy browser reports several notches as one.
      act.zoom(WHEEL ** (-turned / NOTCH), at(event));
      turned = 0;
    },
    { passive: false },
  );
}

/**
 * Zoom by the distance between two fingers. The entry between them stays where it is.
 * @param {HTMLElement} element
 * @param {Act} act
 * @param {(spot: Spot) => Point} at
 */
function pinch(element, act, at) {
  /** @type {{apart: number, point: Point} | null} */
  let pinched = null;
  const begin = (/** @type {TouchEvent} */ { touches: [a, b] }) => {
    pinched = a && b ? { apart: distance(a, b), point: at(between(a, b)) } : null;
  };
  element.addEventListener("touchstart", begin, { passive: true });
  element.addEventListener(
    "touchmove",
    (event) => {
      const [a, b] = event.touches;
      if (!a || !b || !pinched) return;
      event.preventDefault();
      const by = distance(a, b) / pinched.apart;
      if (Math.max(by, 1 / by) < PINCH) return;
      act.zoom(by, pinched.point);
      pinched.apart *= by;
    },
    { passive: false },
  );
}

/**
 * @param {Spot} a
 * @param {Spot} b
 * @returns {Spot}
 */
function between(a, b) {
  return { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
}

/**
 * @param {Spot} a
 * @param {Spot} b
 */
function distance(a, b) {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}

/**
 * Show the entries under a mouse that is dragged over the picture. A finger scrolls the page instead.
 * @param {HTMLElement} overview
 * @param {Act} act
 * @param {boolean} transposed
 */
function drag(overview, act, transposed) {
  overview.addEventListener("pointermove", (event) => {
    if (event.buttons !== 1 || event.pointerType === "touch") return;
    act.jump(pointAt(overview, event, all(act.whole()), transposed));
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {Act} act
 * @param {boolean} transposed
 */
function key(event, act, transposed) {
  const move = (/** @type {number} */ down, /** @type {number} */ right) => () =>
    act.look(
      transposed ? shifted(act.whole(), act.window(), right, down) : shifted(act.whole(), act.window(), down, right),
    );
  /** @type {Record<string, () => void>} */
  const keys = {
    "+": () => act.zoom(KEY),
    "=": () => act.zoom(KEY),
    "-": () => act.zoom(1 / KEY),
    0: () => act.look(all(act.whole())),
    Enter: () => act.jump(middle(act.window())),
    ArrowUp: move(-MOVE, 0),
    ArrowDown: move(MOVE, 0),
    ArrowLeft: move(0, -MOVE),
    ArrowRight: move(0, MOVE),
  };
  const action = keys[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
}

/** @param {Window} window */
function middle({ row, col, rows, cols }) {
  return { row: Math.floor(row + rows / 2), col: Math.floor(col + cols / 2) };
}
