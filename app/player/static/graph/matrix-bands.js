/** Break the long row of matrices into bands, and find the size of an entry in them. */

import { nameOf } from "../core/model.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").TileColumn} TileColumn */
/** @typedef {{columns: TileColumn[][], cell: number, scrolls: boolean}} Bands */

/** Only so many rows and columns of a matrix are drawn. */
export const MOST = 24;
const GAP = 8;
const LABEL = 17;
const WAYS = 90;
const LARGEST = 21;
const LEAST = 5;
const SCROLLED = 12;
const SMALLEST = 3.5;
const SCROLLBAR = 16;
const BANDS = 4;
const NAME = 36;
const PADDING = 5;

/**
 * Choose the number of bands that gives the largest entries; if they would be too small to see, one band that scrolls.
 * @param {State} state
 * @param {TileColumn[]} columns
 * @param {{width: number, height: number}} size
 * @returns {Bands}
 */
export function bandsOf(state, columns, size) {
  const attempts = Array.from({ length: BANDS }, (_, index) => withBands(state, columns, size, index + 1));
  const best = attempts.reduce((one, other) => (other.cell > one.cell + 0.5 ? other : one));
  if (best.cell >= LEAST) return best;
  const { rows, cells } = heightOf(state, columns);
  const high = (size.height - rows * (LABEL + PADDING) - SCROLLBAR) / cells;
  return { columns: [columns], cell: Math.max(SMALLEST, Math.min(SCROLLED, high)), scrolls: true };
}

/**
 * @param {State} state
 * @param {TileColumn[]} columns
 * @param {{width: number, height: number}} size
 * @param {number} count
 * @returns {Bands}
 */
function withBands(state, columns, size, count) {
  const across = columns.map((column) =>
    Math.max(...rowsOf(column).map((names) => sum(names.map((name) => colsOf(state, name))))),
  );
  const bands = splitIntoBands(
    columns,
    across.map((cols) => cols + 2),
    count,
  );
  const down = bands.map((band) => heightOf(state, band));
  const high =
    (size.height - sum(down.map(({ rows }) => rows * (LABEL + PADDING))) - 8) / sum(down.map(({ cells }) => cells));
  const wide = Math.min(
    ...bands.map((band) => {
      const cols = band.map((column) => across[columns.indexOf(column)] ?? 1);
      const room = size.width - WAYS - band.length * GAP;
      return room < band.length * NAME ? 0 : room / sum(cols);
    }),
  );
  return { columns: bands, cell: Math.min(LARGEST, wide, high), scrolls: false };
}

/** @param {TileColumn} column */
export function rowsOf({ ahead, back, new: next }) {
  return [ahead ? [ahead] : [], back, next];
}

/**
 * @param {State} state
 * @param {TileColumn[]} band
 */
function heightOf(state, band) {
  const rows = [0, 1, 2].map((row) =>
    Math.max(
      0,
      ...band.flatMap((column) => rowsOf(column)[row] ?? []).map((name) => Math.min(MOST, nameOf(state, name).rows)),
    ),
  );
  return { rows: rows.filter((height) => height > 0).length, cells: sum(rows) };
}

/**
 * @param {State} state
 * @param {string} name
 */
function colsOf(state, name) {
  return Math.min(MOST, nameOf(state, name).cols);
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Split columns into bands of about the same width.
 * @param {TileColumn[]} columns
 * @param {number[]} widths
 * @param {number} count
 */
function splitIntoBands(columns, widths, count) {
  const whole = sum(widths);
  /** @type {TileColumn[][]} */
  const bands = Array.from({ length: count }, () => []);
  let before = 0;
  for (const [index, column] of columns.entries()) {
    bands[Math.min(count - 1, Math.floor((before * count) / whole))]?.push(column);
    before += widths[index] ?? 0;
  }
  return bands.filter((band) => band.length > 0);
}
