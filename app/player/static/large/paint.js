/** Paint a matrix of bytes on a canvas, tinted by the rule of the small matrices. */

import { tint } from "../core/numbers.js";

/** @typedef {import("../core/types.js").Heat} Heat */
/** @typedef {[number, number, number]} Colour */
/**
 * @typedef {object} Palette
 * @property {Colour} positive
 * @property {Colour} negative
 * @property {Colour} ground
 * @property {Colour} unknown
 * @property {string} mark
 * @property {string} ink
 */

const DEEPEST = 127;
const UNKNOWN = -128;
const STRENGTH = 0.92;

/**
 * Read the colours of the style sheets from an element that uses them.
 * @param {HTMLElement} host
 * @returns {Palette}
 */
export function paletteOf(host) {
  const probe = document.createElement("i");
  host.append(probe);
  const text = (/** @type {string} */ value) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const rgb = (/** @type {string} */ value) =>
    /** @type {Colour} */ ((text(value).match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
  const palette = {
    positive: rgb("var(--hue-positive)"),
    negative: rgb("var(--hue-negative)"),
    ground: rgb("var(--surface)"),
    unknown: rgb("var(--warning)"),
    mark: text("var(--mark)"),
    ink: text("var(--ink)"),
  };
  probe.remove();
  return palette;
}

/** @type {WeakMap<Heat, Int8Array>} */
const decoded = new WeakMap();

/** @param {Heat} picture */
function bytesOf(picture) {
  const bytes =
    decoded.get(picture) ??
    new Int8Array(Uint8Array.from(atob(picture.cells), (character) => character.charCodeAt(0)).buffer);
  decoded.set(picture, bytes);
  return bytes;
}

/**
 * Paint one pixel for each cell; the style sheet enlarges the canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {Heat} picture
 * @param {boolean} transposed
 * @param {Palette} palette
 */
export function paint(canvas, picture, transposed, palette) {
  const { rows, cols } = picture;
  const bytes = bytesOf(picture);
  const [high, wide] = transposed ? [cols, rows] : [rows, cols];
  const pen = canvas.getContext("2d");
  if (!pen) return;
  canvas.width = wide;
  canvas.height = high;
  const image = pen.createImageData(wide, high);
  for (let i = 0; i < high; i += 1)
    for (let j = 0; j < wide; j += 1)
      image.data.set(colourOf(bytes[transposed ? j * cols + i : i * cols + j] ?? 0, palette), 4 * (i * wide + j));
  pen.putImageData(image, 0, 0);
}

/**
 * How much of its hue a cell has: a byte is in proportion to the entry, 127 the largest one.
 * @param {number} byte
 */
export function shareOf(byte) {
  return STRENGTH * tint(byte, DEEPEST);
}

/**
 * @param {number} byte
 * @param {Palette} palette
 * @returns {number[]}
 */
function colourOf(byte, { positive, negative, ground, unknown }) {
  if (byte === UNKNOWN) return [...unknown, 255];
  const share = shareOf(byte);
  const hue = byte < 0 ? negative : positive;
  return [...ground.map((value, k) => value + ((hue[k] ?? 0) - value) * share), 255];
}
