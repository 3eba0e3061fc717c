/** Plotly draws the graph once, at its natural size; from then on it is a picture that scales. */

import { nextPaint } from "../core/after-paint.js";
import { assign } from "../core/dom.js";

/** @typedef {import("../core/types.js").Figure} Figure */
/** @typedef {{newPlot: (host: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>, purge: (host: HTMLElement) => void}} Plotly */

const SCRIPT = "vendor/plotly.min.js";

/** @type {Promise<Plotly> | null} */
let loading = null;

/** @returns {Plotly | undefined} */
function present() {
  return /** @type {{Plotly?: Plotly}} */ (/** @type {unknown} */ (globalThis)).Plotly;
}

/**
 * Plotly's script holds the page for half a second when it comes; formula and matrices are nextPaint before that.
 * @returns {Promise<Plotly>}
 */
function loadPlotly() {
  loading ??= nextPaint().then(
    () =>
      new Promise((resolve, reject) => {
        const ready = () => {
          const plotly = present();
          if (plotly) resolve(plotly);
          else reject(new Error(`${SCRIPT} did not define Plotly`));
        };
        if (present()) return ready();
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
 * Plotly redraws its shapes when one is clicked, with nothing of what was set on them; the picture is a copy, so that it stays ours.
 * @param {HTMLElement} host
 * @param {Figure} figure
 * @returns {Promise<Map<number, SVGGElement>>} the drawn shapes by their index in the layout
 */
export async function plotFigure(host, figure) {
  const plotly = await loadPlotly();
  const desk = document.createElement("div");
  host.append(desk);
  // Plotly writes into the layout that it is given, and the structure is used again.
  const { data, layout } = structuredClone(figure);
  await plotly.newPlot(desk, data, layout, { staticPlot: true, displayModeBar: false, responsive: false });
  const pictures = [...desk.querySelectorAll("svg.main-svg")].map((picture) =>
    scalable(picture.cloneNode(true), figure),
  );
  plotly.purge(desk);
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
 * Plotly centres a label by the font that it measured; a name over its shape is to stand the same in every font.
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
  for (const found of host.querySelectorAll(".shapelayer > [data-index]")) {
    const group = found instanceof SVGGElement ? found : wrapped(found);
    // A thick outline at the edge of the picture is not to be cut.
    group.removeAttribute("clip-path");
    shapes.set(Number(found.getAttribute("data-index")), group);
  }
  return shapes;
}

/**
 * A shape without a label may be a bare path.
 * @param {Element} path
 */
function wrapped(path) {
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  path.replaceWith(group);
  group.append(path);
  return group;
}
