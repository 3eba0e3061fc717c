/**
 * How a number is written and how strongly its cell is tinted. A matrix has one format, so that its columns line up.
 */

/** @typedef {import("./types.js").Cell} Cell */

const THIN = "\u2009";
const MINUS = "\u2212";
const FIGURE = "\u2007";
const POINT = "\u2008";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SMALLEST = 1e-3;
const LARGEST = 1e9;
const MOST_DIGITS = 12;
/** From this number on a decimal says nothing beside the digits before the point, and takes their room. */
const LONG = 1e5;

/**
 * @typedef {object} Rule how precisely numbers are written
 * @property {number} digits of the largest number
 * @property {number} least decimals of a column that has any, of numbers below `LONG`
 * @property {number} mantissa decimals before a power of ten
 * @property {number} most from this number on powers of ten are written
 * @property {boolean} alike whether all numbers of such a column are written with powers of ten
 */

/** @type {Rule} four digits, and three before a power of ten: what fits a matrix on a screen */
const USUAL = { digits: 4, least: 1, mantissa: 2, most: LARGEST, alike: false };

/** @param {Cell | string} cell */
export function toNumber(cell) {
  if (typeof cell === "number") return cell;
  return cell === "inf" ? Infinity : cell === "-inf" ? -Infinity : NaN;
}

/**
 * Write a number with all of its digits, as it would be typed.
 * @param {Cell | string} cell
 */
export function allDigits(cell) {
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
 * Make the rule for a number of digits, from 1 to 12.
 * @param {number | undefined} digits
 * @returns {Rule}
 */
function ruleFor(digits) {
  if (digits === undefined) return USUAL;
  const within = Math.min(MOST_DIGITS, Math.max(1, Math.round(digits)));
  return { digits: within, least: 0, mantissa: within - 1, most: Math.max(LARGEST, 10 ** within), alike: true };
}

/**
 * Split -9.2e-193 into its mantissa 9.2 and its raised power ⁻¹⁹³.
 * @param {number} x
 * @param {number} decimals
 * @returns {[number, string]}
 */
function powerOfTen(x, decimals) {
  const [mantissa, power] = Math.abs(x).toExponential(decimals).split("e");
  const raised = String(power)
    .replace("+", "")
    .replace("-", "⁻")
    .replace(/\d/g, (d) => SUPERSCRIPTS[Number(d)] ?? d);
  return [Number(mantissa), raised];
}

/**
 * Write -9.2e-193 as −9.2×10⁻¹⁹³.
 * @param {number} x
 * @param {number} decimals
 */
function scientific(x, decimals) {
  const [mantissa, raised] = powerOfTen(x, decimals);
  return `${x < 0 ? MINUS : ""}${mantissa}×10${raised}`;
}

/**
 * Make the format of a column with powers of ten throughout: as many decimals for all as one of them needs, and room
 * for the longest power.
 * @param {number[]} numbers finite ones
 * @param {number} decimals
 * @returns {(x: number) => string}
 */
function scientificColumn(numbers, decimals) {
  const parts = numbers.filter(Boolean).map((x) => powerOfTen(x, decimals));
  const needed = largest(parts.map(([mantissa]) => decimalsOf(mantissa)));
  const longest = largest(parts.map(([, raised]) => raised.length));
  const places = needed > 0 ? POINT + FIGURE.repeat(needed) : "";
  return (x) => {
    if (x === 0) return `0${places}${FIGURE.repeat(3)}${POINT.repeat(longest)}`;
    const [mantissa, raised] = powerOfTen(x, decimals);
    return `${fixed(x < 0 ? -mantissa : mantissa, needed)}×10${raised}${POINT.repeat(longest - raised.length)}`;
  };
}

/**
 * @param {number} x
 * @param {number} decimals
 */
function fixed(x, decimals) {
  return (x < 0 ? MINUS : "") + grouped(Math.abs(x).toFixed(decimals));
}

/**
 * Write a number with room for the column's decimals: a whole number stays whole, and the points line up.
 * @param {number} x
 * @param {number} decimals
 */
function aligned(x, decimals) {
  return Number.isInteger(x) && decimals > 0 ? fixed(x, 0) + POINT + FIGURE.repeat(decimals) : fixed(x, decimals);
}

/**
 * Count the decimals that a column needs, at most `wanted`.
 * @param {number[]} numbers finite ones
 * @param {number} wanted
 */
function decimalsFor(numbers, wanted) {
  const visible = numbers.filter((x) => !isLost(x, wanted));
  return largest(visible.map((x) => decimalsOf(Number(x.toFixed(wanted)))));
}

/**
 * Tell whether a number would look like zero with so many decimals.
 * @param {number} x
 * @param {number} decimals
 */
function isLost(x, decimals) {
  return x !== 0 && Math.abs(x) < 0.5 * 10 ** -decimals;
}

/**
 * Count the decimals of a number, so that 0.5 is not written as 0.5000.
 * @param {number} x
 */
function decimalsOf(x) {
  const [mantissa, power] = String(x).split("e");
  const after = String(mantissa).split(".")[1]?.length ?? 0;
  return Math.max(0, after - Number(power ?? 0));
}

/**
 * Tell whether a number is easy to read without a power of ten.
 * @param {number} x
 */
function isOrdinary(x) {
  return Math.abs(x) >= SMALLEST && Math.abs(x) < 1e5;
}

/**
 * @param {number} x
 * @param {number} digits
 */
function shortest(x, digits) {
  const rounded = Number(x.toPrecision(digits));
  return fixed(rounded, decimalsOf(rounded));
}

/** @param {number} x */
function special(x) {
  if (Number.isNaN(x)) return "NaN";
  return x > 0 ? "∞" : `${MINUS}∞`;
}

/**
 * Count the decimals for a largest number: 4 digits of 31.25 leave 2 decimals. Beside a 1 there are as many decimals as
 * digits, so that 0.9999 is not rounded to 1.
 * @param {number} top
 * @param {Rule} rule
 */
function wantedDecimals(top, { digits, least }) {
  const power = exponent(top);
  return power === 0 ? digits : Math.max(top < LONG ? least : 0, digits - 1 - power);
}

/**
 * Make the format of a matrix by its largest number: with decimals or with powers of ten. Digits before the point are
 * never rounded away, and a number that would look like zero is written with its own digits.
 * @param {Cell[][]} cells
 * @param {number} [digits] from 1 to 12
 * @returns {(cell: Cell) => string}
 */
export function formatFor(cells, digits) {
  const finite = cells.flat().map(toNumber).filter(Number.isFinite);
  const write = columnFor(finite, ruleFor(digits));
  return (cell) => {
    const x = toNumber(cell);
    return Number.isFinite(x) ? write(x) : special(x);
  };
}

/**
 * Count the decimals to which a matrix is rounded when it is shown; null if it is written with powers of ten.
 * @param {Cell[][]} cells
 * @param {number} [digits] from 1 to 12
 */
export function decimalsShown(cells, digits) {
  const rule = ruleFor(digits);
  const top = magnitude(cells);
  return isExtreme(top, rule) ? null : wantedDecimals(top, rule);
}

/**
 * Tell whether a matrix with this largest number needs powers of ten.
 * @param {number} top
 * @param {Rule} rule
 */
function isExtreme(top, rule) {
  return top > 0 && (top < SMALLEST || top >= rule.most);
}

/**
 * @param {number[]} numbers finite ones
 * @param {Rule} rule
 * @returns {(x: number) => string}
 */
function columnFor(numbers, rule) {
  const top = largest(numbers.map(Math.abs));
  const extreme = isExtreme(top, rule);
  if (extreme && rule.alike) return scientificColumn(numbers, rule.mantissa);
  const wanted = wantedDecimals(top, rule);
  const decimals = extreme ? 0 : decimalsFor(numbers, wanted);
  return (x) => {
    if (x === 0 || !(extreme || isLost(x, wanted))) return aligned(x, decimals);
    return isOrdinary(x) ? shortest(x, rule.digits) : scientific(x, rule.mantissa);
  };
}

/**
 * Write one number on its own.
 * @param {Cell} cell
 * @param {number} [digits] from 1 to 12
 */
export function format(cell, digits) {
  return trimmed(formatFor([[cell]], digits)(cell));
}

/**
 * Remove the room that is kept free for decimals.
 * @param {string} text
 */
export function trimmed(text) {
  return text.replace(/[\u2007\u2008]+$/, "");
}

/**
 * Tell whether a text says the whole number, without rounding.
 * @param {Cell} cell
 * @param {string} text
 */
export function isExact(cell, text) {
  const x = toNumber(cell);
  if (!Number.isFinite(x)) return true;
  return Number(text.replaceAll(THIN, "").replace(MINUS, "-")) === x;
}

/**
 * Find the largest finite magnitude of a matrix, which gets the deepest tint.
 * @param {Cell[][]} cells
 */
export function magnitude(cells) {
  return largest(cells.flat().map(toNumber).filter(Number.isFinite).map(Math.abs));
}

/**
 * Compute the depth of a tint, from 0 to 1. It grows faster than the number at first, so that small numbers show their sign
 * too.
 * @param {number} x
 * @param {number} top
 */
export function tint(x, top) {
  if (x === 0 || Number.isNaN(x)) return 0;
  if (!Number.isFinite(x) || top === 0) return 1;
  return 0.2 + 0.8 * (Math.abs(x) / top) ** 0.6;
}

/** How many tints there are: cells with the same tint share their style, which is computed once. */
const SHADES = 20;

/**
 * Compute the tint as a whole number: 0, or from 4 to 20. `matrix.css` has a rule for each.
 * @param {number} x
 * @param {number} top
 */
export function shade(x, top) {
  return Math.round(SHADES * tint(x, top));
}
