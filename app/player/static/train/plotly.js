/** Plotly, loaded when the first figure is drawn, and figures in the colours of the player. */

import { colours } from "./colours.js";

/** @typedef {import("./types.js").Figure} Figure */
/**
 * @typedef {object} Plotly
 * @property {(place: HTMLElement, data: object[], layout: object, config: object) => Promise<unknown>} react
 * @property {(place: HTMLElement) => void} purge
 * @property {(place: HTMLElement, layout: object) => Promise<unknown>} relayout
 */

const ADDRESS = new URL("vendor/plotly.js", document.baseURI);
const CONFIG = { displayModeBar: false, responsive: true };

/** Parts of a figure that hold numbers alone. */
const NUMBERS = new Set(["x", "y", "z", "text"]);

/** Plotly did not come, which the page says. */
class NotLoaded extends Error {}

/**
 * Report that a drawing failed; where Plotly did not come, the page says so.
 * @param {unknown} error
 * @param {() => void} [say] says it, where that was not done already
 */
export function reportFailure(error, say) {
  if (error instanceof NotLoaded) say?.();
  else reportError(error);
}

/** @type {Promise<Plotly> | null} */
let loading = null;

/** @returns {Promise<Plotly>} */
export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = ADDRESS.href;
    script.onload = () => resolve(/** @type {{Plotly: Plotly} & typeof globalThis} */ (globalThis).Plotly);
    script.onerror = () => {
      loading = null;
      reject(new NotLoaded("Plotly could not be loaded"));
    };
    document.head.append(script);
  });
  return loading;
}

/**
 * Draw a figure, or change the one that is there.
 * @param {HTMLElement} place
 * @param {Figure} figure
 */
export async function drawFigure(place, figure) {
  const drawn = await plotly();
  const colour = colours(place);
  const { data, layout } = coloured(figure, colour);
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  const line = { gridcolor: colour("--line"), linecolor: colour("--border"), zerolinecolor: colour("--border") };
  const themed = {
    ...layout,
    ...Object.fromEntries(axes.map((axis) => [axis, { ...line, automargin: false, ...layout[axis] }])),
    font: { ...layout.font, color: colour("--ink"), family: getComputedStyle(place).fontFamily },
    hoverlabel: { bgcolor: colour("--raised"), bordercolor: colour("--border"), font: { color: colour("--ink") } },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    autosize: true,
  };
  await drawn.react(place, data, themed, CONFIG);
}

/**
 * Look at a figure in space from somewhere else.
 * @param {HTMLElement} place
 * @param {{x: number, y: number, z: number}} eye
 */
export async function turnFigure(place, eye) {
  if (place.classList.contains("js-plotly-plot")) await (await plotly()).relayout(place, { "scene.camera.eye": eye });
}

/**
 * Let go of a figure that is drawn no more: for as long as Plotly knows it, it hears of the window's size.
 * @param {HTMLElement} place
 */
export function forgetFigure(place) {
  if (place.classList.contains("js-plotly-plot")) void loading?.then((drawn) => drawn.purge(place));
}

/**
 * Put colours in place of their names.
 * @template Value
 * @param {Value} value
 * @param {(name: string) => string} colour
 * @returns {Value}
 */
function coloured(value, colour) {
  if (typeof value === "string") return /** @type {Value} */ (value.startsWith("--") ? colour(value) : value);
  if (Array.isArray(value)) return /** @type {Value} */ (value.map((one) => coloured(one, colour)));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, one]) => [key, NUMBERS.has(key) ? one : coloured(one, colour)]);
  return Object.fromEntries(entries);
}
