/** One training, and those beside it: the controls, where it stands, and the charts, which show what is new. */

import { el, updateText } from "../core/dom.js";
import { addressNow, forgetAddress, whereTo, writeAddress } from "./at.js";
import { createBeside } from "./beside.js";
import { createCharts } from "./charts.js";
import { createControls } from "./controls.js";
import { createGround } from "./ground.js";
import { createKey } from "./key.js";
import { createLoop } from "./loop.js";
import { createNetwork } from "./network.js";
import { openLink } from "./open.js";
import { plotly } from "./plotly.js";
import { rememberRun, rowAt, runOf } from "./run.js";
import { createSurface } from "./surface.js";
import { createWhere } from "./where.js";

/** @typedef {import("./types.js").Room} Room */

/**
 * @param {Room} room
 * @param {{to: number, isWhole: boolean} | null} going where it went before it was drawn again
 * @param {() => void} reseed
 */
export function draw(room, going, reseed) {
  const { given, text, signal } = room;
  const run = runOf(given.query);
  const status = el("p", { class: "train-status", role: "status" });
  const where = createWhere(room, run);
  const beside = createBeside(room, run, {
    show: () => listener.show(),
    say: (said) => listener.say(said),
    isWatched: () => loop.isWatched,
  });
  const charts = createCharts(room, run, beside.runs, {
    turn: () => void loop.look(),
    // What is written stands where the charts stand that are drawn with it.
    drawn: where.show,
  });
  const [network, ground] = [createNetwork(room, run, charts.data), createGround(room, run, charts.data)];
  const key = createKey(room, run, charts.data);
  const surface = createSurface(room, run, charts.chosen);
  const open = openLink(room, run);
  let isDrawn = true;
  const listener = {
    show() {
      if (signal.aborted) return;
      if (!loop.isRunning) where.show();
      for (const part of [controls, charts, network, ground, key, surface, open, beside]) part.show();
    },
    draw() {
      if (!isDrawn) return;
      isDrawn = false;
      requestAnimationFrame(() => {
        isDrawn = true;
        controls.show();
        network.show();
      });
    },
    /** It stands where it was to go, or is on its way with pictures. */
    arrive() {
      if (signal.aborted) return;
      writeAddress(run.done);
      rememberRun(given.query, run);
    },
    say: (/** @type {string} */ said) => updateText(status, said),
    turn() {
      charts.element.ariaBusy = String(loop.going !== null);
      controls.show();
    },
    stride: () => controls.stride(),
    look: () => charts.look(),
    enough() {
      const [wanted, reached] = [controls.enough(), rowAt(run)?.trained?.[0] ?? null];
      return wanted !== null && reached !== null && reached <= wanted;
    },
    beside: beside.asked,
    hear: beside.hear,
  };
  const loop = createLoop(room, run, listener);
  const controls = createControls(room, run, loop, reseed);
  signal.addEventListener("abort", forgetAddress);
  // A click may lead away: back from there is where it was clicked.
  addEventListener("click", () => addressNow(run.done), { capture: true, signal });
  void plotly().then(listener.show, () => listener.say(text("lost", { seconds: 1 })));
  const asked = whereTo(run);
  void (going ? loop.goTo(going.to, going.isWhole) : loop.goTo(asked));
  const said = el("div", { class: "train-words" }, status, charts.about);
  const parts = [
    ...controls.elements,
    el("div", { class: "train-line" }, ...where.elements, open.element),
    el("div", { class: "train-line" }, charts.chosen, beside.chosen, said),
    beside.full,
    beside.element,
    where.fault,
    surface.element,
    charts.element,
  ];
  return { parts, going: () => loop.going };
}
