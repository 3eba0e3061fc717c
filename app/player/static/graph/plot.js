/** Draw the graph with Plotly once, at its natural size. After that it is an SVG that scales. */

import { nextPaint } from "../core/after-paint.js";
import { assign, svg } from "../core/dom.js";

/** @typedef {import("../core/types.js").Figure} Figure */
/**
 * @typedef {object} Plotly
 * @property {(host: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>} newPlot
 * @property {(host: HTMLElement) => void} purge
 */

const SCRIPT = "vendor/plotly.min.js";

/** @type {Promise<Plotly> | null} */
let loading = null;

/** @returns {Plotly | undefined} */
function loadedPlotly() {
  return /** @type {{Plotly?: Plotly}} */ (/** @type {unknown} */ (globalThis)).Plotly;
}

/**
 * Load Plotly after the first paint: its script blocks the page for half a second.
 * @returns {Promise<Plotly>}
 */
function loadPlotly() {
  loading ??= nextPaint().then(
    () =>
      new Promise((resolve, reject) => {
        const ready = () => {
          const plotly = loadedPlotly();
          if (plotly) resolve(plotly);
          else reject(new Error(`${SCRIPT} did not define Plotly`));
        };
        if (loadedPlotly()) return ready();
        const script = document.createElement("script");
        script.src = new URL(SCRIPT, document.baseURI).href;
        script.async = true;
        script.addEventListener("load", ready);
        script.addEventListener("error", () => reject(new Error(`${SCRIPT} could not be loaded`)));
        document.head.append(script);
      }),
  );
  return loading;
}

/**
 * Draw a figure and return its shapes by their index. Plotly draws shapes again when they are clicked and drops their
 * classes, so the SVG is a copy.
 * @param {HTMLElement} host
 * @param {Figure} figure
 * @returns {Promise<Map<number, SVGGElement>>} the drawn shapes by their index in the layout
 */
export async function plotFigure(host, figure) {
  const plotly = await loadPlotly();
  const scratch = document.createElement("div");
  host.append(scratch);
  // Plotly writes into the layout, and the structure is used again.
  const { data, layout } = structuredClone(figure);
  await plotly.newPlot(scratch, data, layout, { staticPlot: true, displayModeBar: false, responsive: false });
  const pictures = [...scratch.querySelectorAll("svg.main-svg")].map((picture) =>
    scalable(picture.cloneNode(true), figure),
  );
  plotly.purge(scratch);
  host.replaceChildren(...pictures);
  const shapes = shapesIn(host);
  for (const group of shapes.values()) setLines(group);
  return shapes;
}

/**
 * @param {Node} picture
 * @param {Figure} figure
 */
function scalable(picture, { layout }) {
  if (picture instanceof Element)
    assign(picture, { viewBox: `0 0 ${layout.width} ${layout.height}`, width: "100%", height: "100%" });
  return picture;
}

/**
 * Centre the lines of a label: Plotly centres them by the font that it measured, which may be another one.
 * @param {SVGGElement} group
 */
function setLines(group) {
  const path = group.querySelector("path");
  const lines = group.querySelectorAll("tspan.line");
  if (!path || lines.length === 0) return;
  const { y, height } = path.getBBox();
  const middle = y + height / 2;
  const baselines = lines.length === 1 ? [5] : [0, 13];
  for (const [index, line] of lines.entries()) assign(line, { y: middle + (baselines[index] ?? 0), dy: 0 });
}

/** @param {HTMLElement} host */
function shapesIn(host) {
  /** @type {Map<number, SVGGElement>} */
  const shapes = new Map();
  for (const shape of host.querySelectorAll(".shapelayer > [data-index]")) {
    const group = shape instanceof SVGGElement ? shape : inGroup(shape);
    // A thick outline at the edge of the picture would be cut off.
    group.removeAttribute("clip-path");
    shapes.set(Number(shape.getAttribute("data-index")), group);
  }
  return shapes;
}

/**
 * Put a bare path into a group, as shapes with labels have one.
 * @param {Element} path
 */
function inGroup(path) {
  const group = svg("g");
  path.replaceWith(group);
  group.append(path);
  return group;
}
