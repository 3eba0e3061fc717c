/** Up to four trainings side by side, one after the other a stretch each; at the end what there was to see. */

import { el, updateText } from "../core/dom.js";
import { filled } from "./filled.js";
import { drawFigure, forgetFigure, reportFailure } from "./plotly.js";
import { lossText, rowAt, runOf, shareText } from "./run.js";
import { createTurns } from "./turns.js";

/** @typedef {import("./types.js").Compared} Compared */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Compared} compared
 * @param {boolean} goesOn whether the trainings went on before they were drawn again
 */
export function drawCompare(room, compared, goesOn) {
  const { text, signal } = room;
  const status = el("p", { class: "train-status", role: "status" });
  const seen = el("div", { class: "train-seen", "aria-live": "polite" });
  const progress = el("progress", { max: "1", value: "0", "aria-label": text("progress") });
  const play = el("button", { type: "button", class: "boxed train-play" });
  const courses = compared.runs.map(({ name, query, label }) => ({ run: runOf(query), name, query, label }));
  const rows = courses.map((course, k) =>
    drawRow(room, course, lineColour(compared, k), "accuracy" in compared.figures),
  );
  const say = (/** @type {string} */ said) => updateText(status, said);
  const turns = createTurns(room, courses, compared.iterations, { show, say });
  const charts = drawCharts(room, compared, courses, () => say(text("lost", { seconds: 1 })));
  function show() {
    if (signal.aborted) return;
    const done = turns.done();
    progress.value = done;
    for (const row of rows) row.show();
    charts.show();
    updateText(play, text(turns.isOn() ? "pause" : done === 1 ? "again" : "run_all"));
    if (done === 1)
      seen.replaceChildren(el("p", { class: "train-verdict" }, compared.verdict), el("p", {}, compared.see));
  }
  play.addEventListener("click", turns.toggle);
  requestAnimationFrame(() => (goesOn ? turns.toggle() : void turns.recall()));
  const parts = [
    el("div", { class: "train-steps" }, play, progress, status),
    el("div", { class: "train-runs" }, ...rows.map(({ element }) => element)),
    charts.element,
    seen,
  ];
  return { parts, going: () => (turns.isOn() ? { to: compared.iterations, isWhole: false } : null) };
}

/**
 * Draw the figures side by side, each with the courses of all trainings.
 * @param {Room} room
 * @param {Compared} compared
 * @param {{run: Run}[]} courses
 * @param {() => void} lost what is done where the drawing itself cannot be loaded
 */
function drawCharts({ text, signal }, { figures }, courses, lost) {
  const runs = courses.map(({ run }) => run);
  const [first = runOf({})] = runs;
  const places = Object.entries(figures).map(([name, figure]) => ({
    name,
    figure,
    drawing: el("div", { class: "train-drawing" }),
  }));
  signal.addEventListener("abort", () => {
    for (const { drawing } of places) forgetFigure(drawing);
  });
  const element = el(
    "div",
    { class: "train-charts compared" },
    ...places.map(({ name, drawing }) =>
      el("figure", { class: "train-chart", role: "img", "aria-label": text(`chart_${name}`) }, drawing),
    ),
  );
  const fail = (/** @type {unknown} */ error) => reportFailure(error, lost);
  function show() {
    for (const { name, figure, drawing } of places)
      if (drawing.isConnected) void drawFigure(drawing, filled(figure, name, first, runs)).catch(fail);
  }
  return { element, show };
}

/**
 * @param {Room} room
 * @param {{run: Run, label: string, query: Record<string, string>}} course
 * @param {string} colour
 * @param {boolean} isCounted whether there are classes, so that right ones can be counted
 */
function drawRow({ text, given }, { run, label, query }, colour, isCounted) {
  const swatch = el("i", { class: "swatch" });
  swatch.style.setProperty("--run", `var(${colour})`);
  const link = el("a", { class: "train-open" }, text("open_training"));
  const said = el("span", { class: "train-numbers" });
  const show = () => {
    const row = rowAt(run);
    const address = new URL("train", document.baseURI);
    address.search = new URLSearchParams({ ...query, at: String(run.done), lang: given.lang }).toString();
    link.href = address.href;
    const [loss, right] = row?.trained ?? [null, null];
    const key = isCounted ? "row" : "row_loss";
    const numbers = text(key, { iteration: run.done, loss: lossText(loss), share: shareText(right) });
    updateText(said, run.fault ? run.fault.text : run.seen ? numbers : "");
  };
  return { element: el("p", {}, swatch, el("strong", {}, label), said, link), show };
}

/**
 * @param {Compared} compared
 * @param {number} k
 */
function lineColour({ figures }, k) {
  return figures.loss?.data[k]?.line.color ?? "--ink";
}
