/**
 * The size of the numbers: the largest at which the formula stands on one line. It is computed from the width of a
 * digit, so that a step never waits for a layout.
 */

/** @typedef {import("../core/types.js").Box} Box */
/** @typedef {import("../matrix/grid.js").Grid} Grid */
/** @typedef {{width: number, height: number}} Room */
/**
 * @typedef {object} Measured a grid: its columns in digits, its rows in lines
 * @property {Room} [size]
 * @property {number} rows
 * @property {number[]} columns
 * @property {number} lines
 */

/** The sizes from large to small, as in `matrix.css`: font, horizontal padding, vertical padding of a cell. */
const SIZES = [
  [26, 14, 8],
  [20, 11, 7],
  [17, 9, 5],
  [15, 7, 4],
  [13.5, 6, 3],
  [12, 4, 4],
];
const SPACING = 3;
const BRACKET = 17;
const GAP = 14;
const CAPTION = 30;
const LINE = 1.35;
const SIGN = 15;
const NARROWEST = 2.7;
const SPARE = 18;
const WRAPS_BELOW = 540;
const LEAST_HEIGHT = 150;
/** The largest size is for projectors: on a small screen it would come and go from step to step. */
const HALL = 26;
const HALL_HEIGHT = 300;

/**
 * @param {HTMLElement} numbers
 * @param {Box} box the formula with numbers, without the result
 * @param {Grid[]} grids
 * @param {Room} room
 */
export function fit(numbers, box, grids, room) {
  if (!numbers.isConnected) return;
  const digit = digitWidth(numbers);
  const signs = (textLength(box) + 1) * (SIGN + GAP);
  const measured = grids.map(measure);
  const fits = SIZES.findIndex((size) => {
    const widths = measured.map((grid) => widthOf(grid, size, digit));
    const wide =
      room.width < WRAPS_BELOW
        ? Math.max(...widths) + SIGN + GAP
        : signs + widths.reduce((sum, width) => sum + width + GAP, 0);
    const high = Math.max(...measured.map((grid) => heightOf(grid, size)));
    if (size[0] === HALL && room.height < HALL_HEIGHT) return false;
    return wide + SPARE <= room.width && (room.width < WRAPS_BELOW || high <= Math.max(LEAST_HEIGHT, room.height));
  });
  numbers.dataset.size = String(fits < 0 ? SIZES.length - 1 : fits);
}

/**
 * Measure a grid once for all sizes.
 * @param {Grid} grid
 * @returns {Measured}
 */
function measure({ size, rows, columns, lines }) {
  return size ? { size, rows, columns: [], lines: 1 } : { rows, columns: columns(), lines: lines() };
}

/**
 * @param {Measured} grid
 * @param {number[]} size
 * @param {number} digit
 */
function widthOf(grid, [font = 0, across = 0], digit) {
  if (grid.size) return grid.size.width;
  const cell = (/** @type {number} */ characters) =>
    Math.max(NARROWEST * font, characters * digit * font + 2 * across) + SPACING;
  return grid.columns.reduce((sum, characters) => sum + cell(characters), BRACKET);
}

/**
 * @param {Measured} grid
 * @param {number[]} size
 */
function heightOf(grid, [font = 0, , down = 0]) {
  if (grid.size) return grid.size.height;
  return grid.rows * (font * LINE * grid.lines + 2 * down + SPACING) + CAPTION;
}

/** @type {WeakMap<Element, number>} */
const digits = new WeakMap();

/**
 * The width of a digit in a cell at font size 1, measured once.
 * @param {HTMLElement} numbers
 */
function digitWidth(numbers) {
  const cell = numbers.querySelector("td");
  const known = digits.get(numbers) ?? (cell ? digitOf(getComputedStyle(cell).fontFamily) : 0.6);
  digits.set(numbers, known);
  return known;
}

/** @param {string} family */
function digitOf(family) {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return 0.6;
  pen.font = `100px ${family}`;
  return pen.measureText("0").width / 100;
}

/**
 * Count the characters of a formula outside its matrices.
 * @param {Box} box
 * @returns {number}
 */
function textLength(box) {
  switch (box.t) {
    case "row":
      return box.items.reduce((sum, item) => sum + textLength(item), 0);
    case "frac":
      return Math.max(textLength(box.over), textLength(box.under));
    case "sup":
      return textLength(box.base) + textLength(box.sup);
    case "sub":
      return textLength(box.base);
    case "transpose":
      return textLength(box.of);
    case "root":
      return 1 + textLength(box.of);
    case "fence":
      return 2 + textLength(box.of);
    case "sum":
      return 1 + textLength(box.of);
    case "name":
    case "cell":
      return 0;
    case "delta":
      return 1;
    default:
      return Math.max(1, box.text.length * 0.7);
  }
}
