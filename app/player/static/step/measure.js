/**
 * How wide and how high a formula with numbers is, computed from the width of a digit, so that a step never waits for a
 * layout. It follows `matrix.css`.
 */

import { holdsName, itemsOf } from "../core/boxes.js";
import { CAPTION, ROW_GAP } from "./looks.js";

/** @typedef {import("../core/types.js").Box} Box */
/** @typedef {import("./looks.js").Look} Look */
/** @typedef {{width: number, height: number}} Size */
/**
 * @typedef {object} Measured a matrix: its columns in digits, its rows in lines
 * @property {string} name
 * @property {boolean} transposed
 * @property {Size} [picture] the size of its picture, if it is too large for numbers
 * @property {boolean} scalar
 * @property {number} caption how wide its name is
 * @property {number} rows
 * @property {number[]} columns
 * @property {number} lines
 */
/** @typedef {{numbers: Box, defined?: readonly {numbers: Box, letter: string}[]}} Form a formula, whole or with its parts under names */
/** @typedef {{look: Look, digit: number, grids: readonly Measured[]}} Pen */

const BORDER = 4;
/** The width of a letter and of a sign, in their size. */
const LETTER = 0.56;
const SIGN = 0.72;
const SIGN_HIGH = 1.2;
const SCRIPT = 0.84;
const FENCE = 10;
const BAR = 4;
/** Around the picture of a large matrix: its brackets, and below it the range of its numbers. */
const FRAME = 36;
const RANGE = 48;

/**
 * Lay the formula out in lines, as the browser does, and say how much room they take.
 * @param {Form} form without the result
 * @param {readonly Measured[]} grids the result last
 * @param {{look: Look, digit: number, width: number}} how
 * @returns {Size & {lines: number}}
 */
export function sizeOfNumbers({ numbers, defined = [] }, grids, { look, digit, width }) {
  const pen = { look, digit, grids };
  const tail = beside([signSize("=", look), sizeOfGrid(grids.at(-1), pen)], look.apart);
  const whole = inLines([...unitsOf(numbers).map((unit) => sizeOf(unit, pen)), tail], look.apart, width);
  if (defined.length === 0) return whole;
  const head = [signSize("P", look), signSize("=", look)];
  const parts = defined.map((part) => {
    const units = unitsOf(part.numbers).map((unit) => sizeOf(unit, pen));
    return inLines([...head, ...units], look.apart, width);
  });
  const below = inLines(parts, 3 * look.apart, width);
  return {
    width: Math.max(whole.width, below.width),
    height: whole.height + ROW_GAP + below.height,
    lines: whole.lines,
  };
}

/**
 * What a line can break between: the items of the outermost rows.
 * @param {Box} box
 * @returns {Box[]}
 */
function unitsOf(box) {
  return box.t === "row" && !box.joined ? itemsOf(box).flatMap(unitsOf) : [box];
}

/**
 * @param {Size[]} units
 * @param {number} gap
 * @param {number} width
 */
function inLines(units, gap, width) {
  /** @type {Size[]} */
  const lines = [];
  for (const unit of units) {
    const last = lines.at(-1);
    if (!last || last.width + gap + unit.width > width) lines.push({ ...unit });
    else Object.assign(last, beside([last, unit], gap));
  }
  return {
    width: Math.max(...lines.map((line) => line.width)),
    height: lines.reduce((sum, line) => sum + line.height + ROW_GAP, -ROW_GAP),
    lines: lines.length,
  };
}

/**
 * @param {Size[]} sizes
 * @param {number} gap
 * @returns {Size}
 */
function beside(sizes, gap) {
  return {
    width: sizes.reduce((sum, { width }) => sum + width + gap, -gap),
    height: Math.max(0, ...sizes.map(({ height }) => height)),
  };
}

/**
 * @param {Box} box
 * @param {Pen} pen
 * @returns {Size}
 */
function sizeOf(box, pen) {
  const { look } = pen;
  switch (box.t) {
    case "name":
      return sizeOfGrid(gridOf(pen, box.name, false), pen);
    case "transpose":
      return box.of.t === "name"
        ? sizeOfGrid(gridOf(pen, box.of.name, true), pen)
        : beside([sizeOf(box.of, pen), script("⊤", look)], 0);
    case "row":
      return beside(
        box.items.map((item) => sizeOf(item, pen)),
        look.apart,
      );
    case "frac":
      return raised(over(sizeOf(box.over, pen), sizeOf(box.under, pen)), holdsName(box));
    case "sup":
      return beside([sizeOf(box.base, pen), shrunk(sizeOf(box.sup, pen))], 0);
    case "sub":
      return beside([sizeOf(box.base, pen), shrunk(sizeOf(box.sub, pen))], 0);
    case "root":
      return framed(sizeOf(box.of, pen), signSize("√", look).width + 6, BAR);
    case "fence":
      return framed(sizeOf(box.of, pen), 2 * (FENCE + 6), 0);
    case "sum":
      return beside([signSize("Σ", look), sizeOf(box.of, pen)], look.apart);
    case "cell":
      return signSize("x00", look);
    default:
      return signSize("text" in box ? box.text : "δ", look);
  }
}

/**
 * @param {Size} above
 * @param {Size} below
 * @returns {Size}
 */
function over(above, below) {
  return { width: Math.max(above.width, below.width) + 8, height: above.height + below.height + BAR };
}

/**
 * A fraction without matrices is level with the matrices beside it, which have a name under them.
 * @param {Size} size
 * @param {boolean} isTall
 * @returns {Size}
 */
function raised({ width, height }, isTall) {
  return { width, height: isTall ? height : height + CAPTION };
}

/**
 * @param {Size} size
 * @param {number} wider
 * @param {number} higher
 * @returns {Size}
 */
function framed({ width, height }, wider, higher) {
  return { width: width + wider, height: height + higher };
}

/**
 * @param {Size} size of what is raised or lowered
 * @returns {Size}
 */
function shrunk({ width, height }) {
  return { width: SCRIPT * width, height: SCRIPT * height };
}

/**
 * @param {string} text
 * @param {Look} look
 */
function script(text, look) {
  return shrunk(signSize(text, look));
}

/**
 * @param {string} text
 * @param {Look} look
 * @returns {Size}
 */
function signSize(text, { sign }) {
  const width = text.length > 1 ? LETTER * text.length : SIGN;
  return { width: Math.ceil(width * sign), height: Math.ceil(SIGN_HIGH * sign) };
}

/**
 * @param {Pen} pen
 * @param {string} name
 * @param {boolean} transposed
 */
function gridOf({ grids }, name, transposed) {
  return grids.find((grid) => grid.name === name && grid.transposed === transposed);
}

/**
 * @param {Measured | undefined} grid
 * @param {Pen} pen
 */
function sizeOfGrid(grid, { look, digit }) {
  if (!grid) throw new RangeError("a formula shows more matrices than were drawn");
  return grid.picture ? sizeOfPicture(grid.picture, grid.caption, look) : sizeOfTable(grid, look, digit);
}

/**
 * @param {Size} picture
 * @param {number} caption
 * @param {Look} look
 * @returns {Size}
 */
function sizeOfPicture({ width, height }, caption, { picture }) {
  return { width: Math.max(caption, picture * width + FRAME), height: picture * height + RANGE + CAPTION };
}

/**
 * @param {Measured} grid
 * @param {Look} look
 * @param {number} digit
 * @returns {Size}
 */
function sizeOfTable({ scalar, caption, rows, columns, lines }, look, digit) {
  const cell = (/** @type {number} */ characters) =>
    Math.max(look.least, characters * digit * look.font + 2 * look.across) + look.between;
  const table = columns.reduce((sum, characters) => sum + cell(characters), look.between);
  return {
    width: Math.max(caption, table + BORDER + (scalar ? 0 : 2 * look.edge)),
    height: rows * (Math.ceil(look.line * lines) + 2 * look.down + look.between) + look.between + CAPTION,
  };
}
