/** Small pictures on canvases, in the colours of the player. */

import { colours } from "../colours.js";

/** @typedef {[number, number, number]} Rgb */
/** @typedef {{positive: Rgb, negative: Rgb, ground: Rgb}} Palette */

/**
 * The colours of values where an element stands.
 * @param {HTMLElement} place
 * @returns {Palette}
 */
export function paletteOf(place) {
  const colour = colours(place);
  const parts = (/** @type {string} */ name) =>
    /** @type {Rgb} */ ((colour(name).match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number));
  return { positive: parts("--value-positive"), negative: parts("--value-negative"), ground: parts("--surface") };
}

/**
 * Paint numbers from -1 to 1, the first one at the top left.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values
 * @param {number} width
 * @param {Palette} palette
 */
export function paintValues(canvas, values, width, { positive, negative, ground }) {
  const height = values.length / width;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(width, height);
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    const [colour, share] = [value < 0 ? negative : positive, Math.min(1, Math.abs(value))];
    for (let part = 0; part < 3; part++)
      image.data[4 * k + part] = (ground[part] ?? 0) * (1 - share) + (colour[part] ?? 0) * share;
    image.data[4 * k + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/**
 * Paint a picture whose pixels are digits of base 16; only if it is another one than before.
 * @param {HTMLCanvasElement} canvas
 * @param {string} pixels
 * @param {number} side
 * @param {Palette} palette
 */
export function paintPicture(canvas, pixels, side, palette) {
  if (canvas.dataset.pixels === pixels) return;
  canvas.dataset.pixels = pixels;
  paintValues(
    canvas,
    Array.from(pixels, (pixel) => parseInt(pixel, 16) / 15),
    side,
    palette,
  );
}

/**
 * Draw numbers from -1 to 1 as a line from left to right, beside a line at 0.
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values
 * @param {Palette} palette
 */
export function paintCurve(canvas, values, { positive, ground }) {
  const [side, edge] = [96, 6];
  if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.fillStyle = `rgb(${ground.join(",")})`;
  context.fillRect(0, 0, side, side);
  const height = (/** @type {number} */ value) => side / 2 - value * (side / 2 - edge);
  line(context, [0, side], () => height(0), "rgb(128 128 128 / 0.5)", 1);
  const places = Array.from(values, (_, k) => (k * side) / (values.length - 1));
  line(context, places, (k) => height(values[k] ?? 0), `rgb(${positive.join(",")})`, 4);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} places
 * @param {(k: number) => number} height
 * @param {string} colour
 * @param {number} width
 */
function line(context, places, height, colour, width) {
  context.beginPath();
  for (const [k, x] of places.entries()) context.lineTo(x, height(k));
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
