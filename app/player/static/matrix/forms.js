/** The forms in which a matrix is copied: a new form is a row here, and its word. The server reads all of them. */

/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {{name: string, write: (rows: Cell[][]) => string}} Form */

/** @type {readonly Form[]} */
export const FORMS = [
  { name: "tabs", write: (rows) => lines(rows, "\t") },
  { name: "numpy", write: (rows) => `np.array(${nested(rows, ["np.inf", "-np.inf", "np.nan"], 10)})` },
  { name: "python", write: (rows) => nested(rows, ['float("inf")', '-float("inf")', 'float("nan")'], 1) },
  {
    name: "torch",
    write: (rows) => `torch.tensor(${nested(rows, ["torch.inf", "-torch.inf", "torch.nan"], 14)}, dtype=torch.float64)`,
  },
  {
    name: "matlab",
    write: (rows) => `[${rows.map((row) => texts(row, ["Inf", "-Inf", "NaN"]).join(" ")).join("; ")}]`,
  },
  { name: "csv", write: (rows) => lines(rows, ",") },
];

/**
 * Write a matrix in one of the forms, each number with all of its digits.
 * @param {string} name of the form
 * @param {Cell[][]} rows
 */
export function writeAs(name, rows) {
  const form = FORMS.find((one) => one.name === name);
  if (!form) throw new RangeError(`${name}: the forms are ${FORMS.map((one) => one.name).join(", ")}`);
  return form.write(rows);
}

/**
 * Write a row on each line.
 * @param {Cell[][]} rows
 * @param {string} between
 */
function lines(rows, between) {
  return rows.map((row) => texts(row, ["inf", "-inf", "nan"]).join(between)).join("\n");
}

/**
 * Write nested lists, a row on each line.
 * @param {Cell[][]} rows
 * @param {string[]} special
 * @param {number} indent of the rows after the first
 */
function nested(rows, special, indent) {
  return `[${rows.map((row) => `[${texts(row, special).join(", ")}]`).join(`,\n${" ".repeat(indent)}`)}]`;
}

/**
 * @param {Cell[]} row
 * @param {string[]} special what infinity, minus infinity and not a number are called
 */
function texts(row, [infinite = "", negative = "", unknown = ""]) {
  return row.map((cell) => {
    if (typeof cell === "number") return Object.is(cell, -0) ? "0" : String(cell);
    return cell === "inf" ? infinite : cell === "-inf" ? negative : unknown;
  });
}
