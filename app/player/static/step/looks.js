/**
 * The sizes of the numbers from large to small: the only place that has them. `matrix.css` reads them from custom
 * properties. Whole pixels, so that a height is known without a layout.
 */

/**
 * @typedef {object} Look
 * @property {number} font
 * @property {number} line the height of a line
 * @property {number} across the padding of a cell, left and right
 * @property {number} down the padding of a cell, above and below
 * @property {number} between two cells
 * @property {number} least the width of a cell
 * @property {number} edge between a bracket and its cells
 * @property {number} sign the font size of what stands between the matrices
 * @property {number} picture the share of its own size at which the picture of a large matrix is drawn
 * @property {number} apart what is left between a matrix and a sign
 */

/** @type {readonly Look[]} */
export const LOOKS = [
  [48, 0.48, 0.26, 4, 2.7],
  [40, 0.48, 0.26, 4, 2.7],
  [34, 0.5, 0.28, 3, 2.7],
  [28, 0.5, 0.28, 3, 2.7],
  [24, 0.52, 0.3, 3, 2.7],
  [20, 0.54, 0.32, 3, 2.7],
  [17, 0.52, 0.3, 3, 2.7],
  [15, 0.46, 0.26, 3, 2.7],
  [13.5, 0.42, 0.22, 2, 2.4],
  [12, 0.28, 0.16, 2, 1.9],
  [11, 0.18, 0.08, 1, 1.6],
  [11, 0.18, 0, 1, 1.4],
].map(([font = 0, across = 0, down = 0, between = 0, least = 0]) => {
  // The closest look is the one in which nothing is left above and below a number.
  const [isClosest, isSmall] = [down === 0, font <= 12];
  return {
    font,
    line: Math.ceil(font * (isClosest ? 1.15 : isSmall ? 1.25 : 1.35)),
    across: Math.round(across * font),
    down: Math.round(down * font),
    between,
    least: Math.ceil(least * font),
    edge: isSmall ? 2 : 5,
    picture: isClosest ? 0.4 : Math.min(1, font / 18),
    sign: Math.round(Math.max(14, 1.12 * font)),
    apart: Math.round(isClosest ? 0.36 * font : Math.max(5, 0.52 * font)),
  };
});

/** The name under a matrix, a button. */
export const CAPTION = 24;
/** Between two lines of matrices. */
export const ROW_GAP = 6;

/**
 * @param {HTMLElement} element
 * @param {Look} look
 */
export function wear(element, look) {
  const worn = String(LOOKS.indexOf(look));
  if (element.dataset.look === worn) return;
  element.dataset.look = worn;
  for (const [name, pixels] of /** @type {[string, number][]} */ ([
    ["font", look.font],
    ["leading", look.line],
    ["pad-x", look.across],
    ["pad-y", look.down],
    ["between", look.between],
    ["least", look.least],
    ["edge", look.edge],
    ["sign", look.sign],
    ["apart", look.apart],
  ]))
    element.style.setProperty(`--${name}`, `${pixels}px`);
  element.style.setProperty("--picture", String(look.picture));
}
