/** Up to four trainings side by side, one after the other a stretch each; at the end what there was to see. */

import { el, updateText } from "../core/dom.js";
import { filled } from "./filled.js";
import { drawFigure, forgetFigure, reportFailure } from "./plotly.js";
import { createLoop } from "./loop.js";
import { lossText, rememberRun, rowAt, runOf, shareText } from "./run.js";

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
  const places = Object.keys(compared.figures).map((name) => ({
    name,
    drawing: el("div", { class: "train-drawing" }),
  }));
  const courses = compared.runs.map(({ name, query, label }) => ({ run: runOf(query), name, query, label }));
  const rows = courses.map((course, k) =>
    drawRow(room, course, lineColour(compared, k), "accuracy" in compared.figures),
  );
  const runs = courses.map(({ run }) => run);
  const [first = runOf({})] = runs;
  let isOn = false;
  let isTurning = false;

  const show = () => {
    if (signal.aborted) return;
    const done = courses.reduce((sum, { run }) => sum + share(run, compared.iterations), 0) / courses.length;
    progress.value = done;
    for (const row of rows) row.show();
    for (const { name, drawing } of places) {
      const figure = compared.figures[name];
      if (figure && drawing.isConnected) void drawFigure(drawing, filled(figure, name, first, runs)).catch(fail);
    }
    updateText(play, text(isOn ? "pause" : done === 1 ? "again" : "run_all"));
    if (done === 1)
      seen.replaceChildren(el("p", { class: "train-verdict" }, compared.verdict), el("p", {}, compared.see));
  };
  const lost = () => listener.say(text("lost", { seconds: 1 }));
  const fail = (/** @type {unknown} */ error) => reportFailure(error, lost);
  const listener = {
    show,
    arrive() {
      for (const { query, run } of courses) if (run.seen) rememberRun(query, run);
    },
    say: (/** @type {string} */ said) => updateText(status, said),
    turn() {},
    stride: () => Math.ceil(compared.iterations / STRETCHES),
    enough: () => true,
  };
  const loops = courses.map(({ run, query }) =>
    createLoop({ ...room, given: { ...room.given, query, most: compared.iterations } }, run, listener),
  );
  signal.addEventListener("abort", () => {
    isOn = false;
    for (const { drawing } of places) forgetFigure(drawing);
  });
  /** Let each have its turn, until all are at the end, or one gets no further: it has said why. */
  async function takeTurns() {
    isTurning = true;
    while (isOn && courses.some(({ run }) => share(run, compared.iterations) < 1))
      for (const [k, { run }] of courses.entries()) {
        if (!isOn || share(run, compared.iterations) === 1) continue;
        const before = run.done;
        await loops[k]?.goTo(compared.iterations, false);
        if (run.done === before && !run.fault) isOn = false;
      }
    isTurning = isOn = false;
    show();
  }
  const turn = () => {
    isOn = !isOn;
    if (!isOn) for (const loop of loops) if (loop.going) loop.stop();
    if (isOn && progress.value === 1) for (const { run } of courses) Object.assign(run, { done: 0, fault: null });
    show();
    // The turns that were paused go on by themselves, if the pause was short.
    if (isOn && !isTurning) void takeTurns();
  };
  play.addEventListener("click", turn);
  /** Go as far as each has been: after a visit to the player, or a reload, there is to see what there was. */
  async function recall() {
    for (const [k, { run }] of courses.entries())
      if (!run.seen && run.latest > 0 && !isOn) await loops[k]?.goTo(Math.min(run.latest, compared.iterations));
    show();
  }
  requestAnimationFrame(() => (goesOn ? turn() : void recall()));
  const parts = [
    el("div", { class: "train-steps" }, play, progress, status),
    el("div", { class: "train-runs" }, ...rows.map(({ element }) => element)),
    el(
      "div",
      { class: "train-charts compared" },
      ...places.map(({ name, drawing }) =>
        el("figure", { class: "train-chart", role: "img", "aria-label": text(`chart_${name}`) }, drawing),
      ),
    ),
    seen,
  ];
  return { parts, going: () => (isOn ? { to: compared.iterations, isWhole: false } : null) };
}

/** So many stretches each training is divided into, so that all of them move at once. */
const STRETCHES = 12;

/**
 * How far a training is; one that broke off has come to its end.
 * @param {Run} run
 * @param {number} iterations
 */
function share(run, iterations) {
  return run.fault ? 1 : run.seen ? run.done / iterations : 0;
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
