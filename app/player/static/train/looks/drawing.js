/** A digit of one's own: drawn with the pointer or the keys, seen as the network sees it, and classified. */

import { el, updateText } from "../../core/dom.js";
import { shareText } from "../run.js";
import { paintPicture, paintValues, paletteOf } from "./paint.js";

/** @typedef {import("../types.js").Drawn} Drawn */
/** @typedef {import("../types.js").Room} Room */
/** @typedef {import("../run.js").Run} Run */
/** @typedef {{x: number, y: number}} Point */

/** Pixels along a side, as the server takes them. */
const SIDE = 56;
/** How thick the pen is: digits of few pixels have thick lines. */
const PEN = /** @type {Record<number, number>} */ ({ 8: 9, 28: 5 });
const STEP = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [0, -2],
  ArrowDown: [0, 2],
  ArrowLeft: [-2, 0],
  ArrowRight: [2, 0],
});

/**
 * @param {Room} room
 * @param {Run} run
 * @param {() => void} turned
 * @returns {Drawn}
 */
export function createDrawing({ text, signal }, run, turned) {
  const sheet = createSheet(
    text("canvas"),
    () => (run.look?.drawn ? (PEN[run.look.drawn.side] ?? 5) : 0),
    turned,
    signal,
  );
  const clear = el("button", { type: "button", class: "boxed" }, text("clear"));
  clear.addEventListener("click", sheet.clear);
  const seen = el("canvas", { role: "img", "aria-label": text("drawn_seen") });
  const said = el("p", { class: "train-said", role: "status" });
  const bars = el("ol", { class: "train-bars" });
  const element = el(
    "div",
    { class: "train-drawn-digit" },
    el("div", {}, sheet.element, el("p", {}, clear, el("span", {}, text("canvas_keys")))),
    el("div", {}, el("figure", {}, seen, el("figcaption", {}, text("drawn_seen")))),
    el("div", {}, said, bars),
  );
  return {
    element,
    show() {
      const digit = run.look?.drawn;
      if (!digit) return;
      paintPicture(seen, digit.picture, digit.side, paletteOf(element));
      const best = digit.says.indexOf(Math.max(...digit.says.map((one) => one ?? 0)));
      const sure = shareText(digit.says[best] ?? null);
      updateText(
        said,
        sheet.isEmpty() ? text("draw_one") : text("drawn_says", { says: digit.classes[best] ?? "", sure }),
      );
      showBars(bars, digit.classes, sheet.isEmpty() ? [] : digit.says);
    },
    choice: () => (sheet.isEmpty() ? "" : sheet.pixels()),
  };
}

/**
 * @param {HTMLElement} bars
 * @param {string[]} classes
 * @param {(number | null)[]} says
 */
function showBars(bars, classes, says) {
  while (bars.children.length < classes.length) bars.append(el("li", {}, el("b", {}), el("i", {}), el("span", {})));
  for (const [k, name] of classes.entries()) {
    const [label, bar, share] = bars.children[k]?.children ?? [];
    const said = says[k] ?? 0;
    if (label) updateText(label, name);
    if (bar instanceof HTMLElement) bar.style.setProperty("--share", String(Math.max(0, Math.min(1, said))));
    if (share) updateText(share, says.length ? shareText(said) : "");
  }
}

/**
 * The sheet that is drawn on. By the keys a pen moves: Space puts it down and lifts it.
 * @param {string} name
 * @param {() => number} pen how thick it is; 0 while that is not known
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
function createSheet(name, pen, changed, signal) {
  const element = el("canvas", {
    class: "train-sheet",
    width: SIDE,
    height: SIDE,
    tabindex: "0",
    role: "img",
    "aria-label": name,
  });
  const ink = new Float32Array(SIDE * SIDE);
  let isEmpty = true;
  /** @type {Point | null} */
  let last = null;
  let hand = { x: SIDE / 2, y: SIDE / 4, isDown: false };

  /** @param {Point} to */
  function draw(to) {
    if (!pen()) return;
    spread(ink, last ?? to, to, pen() / 2);
    [last, isEmpty] = [to, false];
    paint();
    changed();
  }
  function paint() {
    const shown = Array.from(ink);
    const place = Math.round(hand.y) * SIDE + Math.round(hand.x);
    if (element.matches(":focus-visible")) for (const beside of [-SIDE, -1, 0, 1, SIDE]) shown[place + beside] = -1;
    paintValues(element, shown, SIDE, paletteOf(element));
  }
  const at = (/** @type {PointerEvent} */ event) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: ((event.clientX - left) / width) * SIDE, y: ((event.clientY - top) / height) * SIDE };
  };
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    last = null;
    draw(at(event));
  });
  element.addEventListener("pointermove", (event) => {
    if (event.buttons) draw(at(event));
  });
  element.addEventListener("keydown", (event) => {
    const step = STEP[event.key];
    if (event.key === " ") hand.isDown = !hand.isDown;
    else if (step) hand = { ...hand, x: within(hand.x + step[0]), y: within(hand.y + step[1]) };
    else return;
    event.preventDefault();
    if (!hand.isDown) last = null;
    if (hand.isDown) draw(hand);
    else paint();
  });
  for (const kind of ["focus", "blur"]) element.addEventListener(kind, paint, { signal });
  requestAnimationFrame(paint);
  return {
    element,
    isEmpty: () => isEmpty,
    pixels: () => Array.from(ink, (one) => Math.round(15 * one).toString(16)).join(""),
    clear() {
      ink.fill(0);
      [isEmpty, last] = [true, null];
      paint();
      changed();
    },
  };
}

/** @param {number} place */
function within(place) {
  return Math.max(1, Math.min(SIDE - 2, place));
}

/**
 * Put ink on every pixel that is nearer to a line than the radius of the pen; at its edge some.
 * @param {Float32Array} ink
 * @param {Point} from
 * @param {Point} to
 * @param {number} radius
 */
function spread(ink, from, to, radius) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  for (let row = 0; row < SIDE; row++)
    for (let col = 0; col < SIDE; col++) {
      const [x, y] = [col + 0.5 - from.x, row + 0.5 - from.y];
      const along = length ? Math.max(0, Math.min(1, (x * dx + y * dy) / length)) : 0;
      const covered = radius + 0.5 - Math.hypot(x - along * dx, y - along * dy);
      const k = row * SIDE + col;
      ink[k] = Math.max(ink[k] ?? 0, Math.min(1, covered));
    }
}
