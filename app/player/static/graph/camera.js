/**
 * The part of the graph that is seen. It is drawn as large as its place lets it be, and not smaller than can be read:
 * then it scrolls by itself to the current node and what that reads.
 */

import { afterPaint } from "../core/after-paint.js";
import { updateAttribute } from "../core/dom.js";
import { FLATTEST, LEAST_SCALE, PADDING, around, mayBeFlat } from "./extent.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Structure} Structure */
/** @typedef {{x: number, y: number, width: number, height: number}} Box its centre and its size */
/** @typedef {import("./extent.js").Rect} Rect */

/** The event that tells the player the size that the graph is given, before it has it. */
export const GRAPH_SIZE = "graphsize";

const LARGEST = 1.9;
const READABLE = 0.66;
/** The pixels that a finger needs, of a node however small it is drawn. */
const TARGET = 24.5;
/** So many pixels at a side fade out where there is more. */
const FADE = 12;
/** The size of the letters of a name, as in `app/views/graph.py`, and how large they are to be on the screen. */
const LETTERS = 15;
const LEGIBLE = 12;
const LARGE = 20;
/** The share of the window's height that they are. */
const OF_WINDOW = 1 / 60;
/** A name may be so much larger than its node is drawn; the shape under it then leaves it its place. */
const MOST = 2.2;
const TERSE = 1.05;
/** Between rows that stand closer together than this, the titles of layers have no room. */
const UNTITLED = 0.88;

/**
 * How high the graph would be in a place of some width.
 * @param {Structure} structure
 * @param {number} width
 */
export function wishedHeight({ figure: { layout } }, width) {
  const scale = Math.min(LARGEST, Math.max(READABLE, width / layout.width));
  return Math.round(scale * layout.height) + PADDING;
}

/**
 * @param {Player} player
 * @param {HTMLElement} box scrolls
 * @param {HTMLElement} host the picture in it
 */
export function createCamera(player, box, host) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const seen = { width: 0, height: 0 };
  const at = { left: 0, top: 0 };
  let scale = 0;
  /** How close together the rows stand: 1 where nothing is narrower than it was laid out. */
  let flat = 1;
  /** The widest and the highest that any step reaches. */
  let reach = { width: 1, height: 1 };
  /** @type {Rect | null} */
  let wanted = null;
  /** The node of the step alone, for a place that is too narrow for all that it reads. @type {Rect | null} */
  let core = null;

  function scaleAnew() {
    const { width, height } = frameOf(player);
    if (player.root.dataset["graph"]) {
      scale = scaleInPlace(width, height);
      flat = flatInPlace(height);
      const [wide, high] = [scale * width, scale * flat * height].map(Math.floor);
      Object.assign(host.style, { width: `${wide}px`, height: `${high}px` });
    } else {
      // The page scrolls, and the style sheet scales the graph, before anything is painted.
      Object.assign(host.style, { width: "", height: "" });
      flat = 1;
      scale = host.clientWidth / width;
    }
    host.style.setProperty("--target", `${TARGET / 2 / scale}px`);
    host.classList.toggle("flat", flat < 1);
    host.classList.toggle("untitled", flat < UNTITLED);
    host.style.setProperty("--upright", String(1 / flat));
    enlargeNames();
    sayMore();
  }
  /** Where the nodes are drawn small, their names are written larger on them. */
  function enlargeNames() {
    const letters = Math.min(LARGE, Math.max(LEGIBLE, innerHeight * OF_WINDOW));
    const grow = Math.min(MOST, letters / (LETTERS * scale));
    host.classList.toggle("terse", grow > TERSE);
    host.style.setProperty("--grow", grow.toFixed(2));
  }
  function scaleInPlace(/** @type {number} */ width, /** @type {number} */ height) {
    const whole = Math.min(seen.width / width, seen.height / height);
    const needed = Math.min(seen.width / reach.width, seen.height / reach.height);
    return Math.min(LARGEST, Math.max(whole, LEAST_SCALE, Math.min(READABLE, needed)));
  }
  /** Where a row would be out of sight, all of them stand closer together. */
  function flatInPlace(/** @type {number} */ height) {
    if (!mayBeFlat(player.store.state)) return 1;
    return Math.min(1, Math.max(FLATTEST, (seen.height - 1) / (scale * height)));
  }
  /** Say at which sides the graph goes on. */
  function sayMore() {
    const right = Math.floor(scale * frameOf(player).width) - seen.width - at.left;
    const more = [at.left > 1 && "left", right > 1 && "right"].filter(Boolean).join(" ");
    updateAttribute(box, "data-more", more || null);
  }
  function scroll() {
    if (!wanted) return;
    Object.assign(at, goal(wanted));
    sayMore();
    box.scrollTo({ ...at, behavior: calm.matches ? "auto" : "smooth" });
  }
  const scrollLater = afterPaint(scroll);
  function goal(/** @type {Rect} */ whole) {
    const { width, height } = frameOf(player);
    const isTooWide = scale * (whole.right - whole.left) > seen.width;
    const { left, right, top, bottom } = (isTooWide && core) || whole;
    return {
      left: along(scale * left - FADE, scale * right + FADE, at.left, seen.width, scale * width),
      top: along(scale * flat * top, scale * flat * bottom, at.top, seen.height, scale * flat * height),
    };
  }
  function keepInView() {
    if (!wanted || seen.width === 0) return;
    const { left, top } = goal(wanted);
    if (Math.abs(left - at.left) > 1 || Math.abs(top - at.top) > 1) scrollLater();
  }
  // Sizes are read when they change, so that a step never waits for a layout.
  const see = (/** @type {number} */ width, /** @type {number} */ height) => {
    Object.assign(seen, { width, height: height - PADDING });
    scaleAnew();
    keepInView();
  };
  player.root.addEventListener(GRAPH_SIZE, (event) => {
    if (event instanceof CustomEvent) see(event.detail.width, event.detail.height);
  });
  const observer = new ResizeObserver(() => {
    Object.assign(at, { left: box.scrollLeft, top: box.scrollTop });
    see(box.clientWidth, box.clientHeight);
  });
  observer.observe(box);
  box.addEventListener("scrollend", () => {
    Object.assign(at, { left: box.scrollLeft, top: box.scrollTop });
    sayMore();
  });
  player.signal.addEventListener("abort", () => observer.disconnect());
  return {
    /**
     * Take another graph.
     * @param {Box[][]} steps what each of its steps shows
     */
    begin(steps) {
      const frame = frameOf(player);
      const rects = steps.filter((boxes) => boxes.length > 0).map((boxes) => around(boxes, frame));
      reach = {
        width: Math.max(1, ...rects.map(({ left, right }) => right - left)),
        height: Math.max(1, ...rects.map(({ top, bottom }) => bottom - top)),
      };
      if (seen.width > 0) scaleAnew();
    },
    /**
     * @param {Box[]} boxes what the step shows
     * @param {Box | undefined} now what it computes
     */
    follow(boxes, now) {
      core = now ? around([now], frameOf(player)) : null;
      wanted = boxes.length > 0 ? around(boxes, frameOf(player)) : null;
      keepInView();
    },
  };
}

/**
 * Where to scroll along one axis: nowhere if all is in view, else until it is in the middle.
 * @param {number} from
 * @param {number} to
 * @param {number} now
 * @param {number} room
 * @param {number} whole
 */
function along(from, to, now, room, whole) {
  const isIn = from >= now && to <= now + room;
  return Math.min(Math.max(0, whole - room), Math.max(0, isIn ? now : (from + to - room) / 2));
}

/** @param {Player} player */
function frameOf({ store }) {
  return store.state.structure.figure.layout;
}
