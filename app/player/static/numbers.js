/** How a number is written, and how strongly it is tinted. One format for a whole matrix, so that its columns line up. */

/** @typedef {import("./types.js").Cell} Cell */

const THIN = "\u2009", MINUS = "\u2212", FIGURE = "\u2007", POINT = "\u2008";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SMALLEST = 1e-3, LARGEST = 1e9, MOST_DECIMALS = 6;

/** @param {Cell | string} cell */
export function toNumber(cell) {
  if (typeof cell === "number") return cell;
  return cell === "inf" ? Infinity : cell === "-inf" ? -Infinity : NaN;
}

/**
 * The number as it would be typed, every digit of it.
 * @param {Cell | string} cell
 */
export function full(cell) {
  return String(cell);
}

/** @param {number[]} numbers none of them negative */
function largest(numbers) {
  return numbers.reduce((top, x) => Math.max(top, x), 0);
}

/** @param {number} x */
function exponent(x) {
  return x === 0 ? 0 : Math.floor(Math.log10(Math.abs(x)));
}

/** @param {string} digits */
function grouped(digits) {
  const [whole, rest] = digits.split(".");
  const groups = (whole ?? "").replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
  return rest === undefined ? groups : `${groups}.${rest}`;
}

/**
 * -9.2e-193 as −9.2×10⁻¹⁹³.
 * @param {number} x
 * @param {number} digits
 */
function scientific(x, digits) {
  const [mantissa, power] = Math.abs(x).toExponential(digits).split("e");
  const raised = String(power).replace("+", "").replace("-", "⁻").replace(/\d/g, (d) => SUPERSCRIPTS[Number(d)] ?? d);
  return `${x < 0 ? MINUS : ""}${Number(mantissa)}×10${raised}`;
}

/**
 * @param {number} x
 * @param {number} decimals
 */
function fixed(x, decimals) {
  return (x < 0 ? MINUS : "") + grouped(Math.abs(x).toFixed(decimals));
}

/**
 * A whole number among fractions keeps the place of its decimals free: the points line up, and it still looks exact.
 * @param {number} x
 * @param {number} decimals
 */
function aligned(x, decimals) {
  return Number.isInteger(x) && decimals > 0 ? fixed(x, 0) + POINT + FIGURE.repeat(decimals) : fixed(x, decimals);
}

/**
 * Four digits of the largest number, but no more decimals than those that show come to use.
 * @param {number[]} numbers finite ones
 * @param {number} wanted
 */
function decimalsFor(numbers, wanted) {
  const seen = numbers.filter((x) => !isLost(x, wanted));
  return largest(seen.map((x) => decimalsOf(Number(x.toFixed(wanted)))));
}

/**
 * Would it look like zero?
 * @param {number} x
 * @param {number} decimals
 */
function isLost(x, decimals) {
  return x !== 0 && Math.abs(x) < 0.5 * 10 ** -decimals;
}

/**
 * How many decimals a number has when it is written in full, so that 0.5 is not drawn as 0.5000.
 * @param {number} x
 */
function decimalsOf(x) {
  const [mantissa, power] = String(x).split("e");
  const after = String(mantissa).split(".")[1]?.length ?? 0;
  return Math.max(0, after - Number(power ?? 0));
}

/**
 * Is it easy to read without a power of ten, whatever stands around it?
 * @param {number} x
 */
function isOrdinary(x) {
  return Math.abs(x) >= SMALLEST && Math.abs(x) < 1e5;
}

/** @param {number} x */
function shortest(x) {
  const rounded = Number(x.toPrecision(4));
  return fixed(rounded, decimalsOf(rounded));
}

/** @param {number} x */
function special(x) {
  if (Number.isNaN(x)) return "NaN";
  return x > 0 ? "∞" : `${MINUS}∞`;
}

/**
 * Four digits of the largest number; beside a 1 four decimals, so that 0.9999 is not rounded to it.
 * @param {number} top
 */
function wantedDecimals(top) {
  const power = exponent(top);
  return power === 0 ? 4 : Math.min(MOST_DECIMALS, Math.max(1, 3 - power));
}

/**
 * @param {Cell[][]} cells
 * @returns {(cell: Cell) => string}
 */
export function formatFor(cells) {
  const finite = cells.flat().map(toNumber).filter(Number.isFinite);
  const top = largest(finite.map(Math.abs));
  const extreme = top > 0 && (top < SMALLEST || top >= LARGEST);
  const wanted = wantedDecimals(top);
  const decimals = extreme ? 0 : decimalsFor(finite, wanted);
  return (cell) => {
    const x = toNumber(cell);
    if (!Number.isFinite(x)) return special(x);
    if (x === 0 || !(extreme || isLost(x, wanted))) return aligned(x, decimals);
    return isOrdinary(x) ? shortest(x) : scientific(x, 2);
  };
}

/**
 * One number on its own.
 * @param {Cell} cell
 */
export function format(cell) {
  return trimmed(formatFor([[cell]])(cell));
}

/**
 * Without the room that is kept free for decimals.
 * @param {string} text
 */
export function trimmed(text) {
  return text.replace(/[\u2007\u2008]+$/, "");
}

/**
 * Does the text say all there is, or was something rounded away?
 * @param {Cell} cell
 * @param {string} text
 */
export function isExact(cell, text) {
  const x = toNumber(cell);
  if (!Number.isFinite(x)) return true;
  return Number(text.replaceAll(THIN, "").replace(MINUS, "-")) === x;
}

/**
 * The largest finite magnitude, which gets the deepest tint.
 * @param {Cell[][]} cells
 */
export function magnitude(cells) {
  return largest(cells.flat().map(toNumber).filter(Number.isFinite).map(Math.abs));
}

/**
 * From 0 (no tint) to 1. The root lets small numbers show their sign too.
 * @param {number} x
 * @param {number} top
 */
export function tint(x, top) {
  if (x === 0 || Number.isNaN(x)) return 0;
  if (!Number.isFinite(x) || top === 0) return 1;
  return 0.2 + 0.8 * (Math.abs(x) / top) ** 0.6;
}
