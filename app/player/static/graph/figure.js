/**
 * Draw the Plotly figure of a graph as SVG, at its natural size: each of its shapes is a group.
 *
 * Only what `app/views/graph.py` writes is known. Anything else is an error, because it would be missing in the picture.
 */

import { svg } from "../core/dom.js";
import { drawLabel } from "./figure-label.js";

/** @typedef {import("../core/types.js").Figure} Figure */
/** @typedef {import("./figure-label.js").Label} Label */
/** @typedef {{x: number, y: number, width: number, height: number}} Box its centre and its size */
/**
 * @typedef {object} Shape
 * @property {string} type
 * @property {string} path
 * @property {{color: string, width: number}} line
 * @property {string} [fillcolor]
 * @property {string} [layer]
 * @property {Label} [label]
 */

const KEYS = new Set(["type", "path", "line", "fillcolor", "layer", "label"]);
const LAYERS = [undefined, "below"];

/**
 * @param {Figure} figure
 * @returns {{picture: SVGSVGElement, shapes: {group: SVGGElement, box: Box}[]}} the shapes in their order in the layout
 */
export function drawFigure({ data, layout }) {
  checkFrame(data, layout);
  const { width, height } = layout;
  const shapes = /** @type {Shape[]} */ (layout["shapes"]);
  const drawn = shapes.map((shape, index) => drawShape(checked(shape, index)));
  const isBelow = (/** @type {number} */ index) => shapes[index]?.layer === "below";
  const groups = drawn.map(({ group }) => group);
  const picture = svg(
    "svg",
    { class: "figure", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none" },
    ...groups.filter((_, index) => isBelow(index)),
    ...groups.filter((_, index) => !isBelow(index)),
  );
  return { picture, shapes: drawn };
}

/**
 * What else is in a layout: a unit is a pixel, y points down, and there is nothing around or behind the shapes.
 * @param {number} width
 * @param {number} height
 */
const frame = (width, height) => ({
  margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
  xaxis: { visible: false, range: [0, width] },
  yaxis: { visible: false, range: [height, 0] },
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
});

/**
 * @param {object[]} data
 * @param {Figure["layout"]} layout
 */
function checkFrame(data, layout) {
  if (data.length > 0) throw new Error(`the figure has ${data.length} traces, but only shapes are drawn`);
  const { width, height } = layout;
  /** @type {Record<string, unknown>} */
  const drawn = { width, height, shapes: layout["shapes"], ...frame(width, height) };
  for (const [key, value] of Object.entries(layout))
    if (JSON.stringify(value) !== JSON.stringify(drawn[key]))
      throw new Error(`layout.${key} is ${JSON.stringify(value)}, which is not drawn`);
}

/**
 * @param {Shape} shape
 * @param {number} index
 */
function checked(shape, index) {
  const unknown = Object.keys(shape).filter((key) => !KEYS.has(key));
  if (unknown.length > 0) throw new Error(`shape ${index} has ${unknown.join(", ")}, which is not drawn`);
  if (shape.type !== "path") throw new Error(`shape ${index} is a ${shape.type}, but only a path is drawn`);
  if (!LAYERS.includes(shape.layer))
    throw new Error(`shape ${index} is in the layer ${shape.layer}, which is not drawn`);
  return shape;
}

/** @param {Shape} shape */
function drawShape({ path, line, fillcolor, label }) {
  const box = boxOf(path);
  const drawn = svg("path", { d: path, fill: fillcolor ?? "none", stroke: line.color, "stroke-width": line.width });
  return { group: svg("g", {}, drawn, ...(label ? [drawLabel(label, box)] : [])), box };
}

/**
 * The box around the points of a path. It is the box of a node exactly, without asking the browser for a layout.
 * @param {string} path with absolute coordinates, `M64,79L104,79`
 * @returns {Box}
 */
export function boxOf(path) {
  const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)];
  const xs = points.map(([, x]) => Number(x));
  const ys = points.map(([, , y]) => Number(y));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}
