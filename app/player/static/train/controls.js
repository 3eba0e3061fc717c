/** What is pressed to train: one batch, one epoch, on and on, back; and the slider over all iterations. */

import { assign, el, updateText } from "../core/dom.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */
/**
 * @typedef {object} Loop
 * @property {boolean} isRunning
 * @property {(to: number, isWhole?: boolean) => Promise<void>} goTo
 * @property {() => void} stop
 */

const SPEEDS = ["fast", "epoch", "batch"];
/** What was chosen and typed last: another language leaves it. */
const last = { speed: "fast", epochs: "10", enough: "" };

/**
 * @param {Room} room
 * @param {Run} run
 * @param {Loop} loop
 * @param {() => void} reseed
 */
export function createControls({ given, text }, run, loop, reseed) {
  const epochs = field(text("epochs"), last.epochs, { min: "1", max: "100000", step: "1" });
  const enough = field(text("stop_at"), last.enough, { min: "0", step: "any" });
  const play = button(text("run"), () => (loop.isRunning ? loop.stop() : loop.goTo(given.most, false)));
  play.classList.add("train-play");
  const steps = [
    button(text("rewind"), () => loop.goTo(0)),
    play,
    button(text("batch"), () => loop.goTo(run.done + 1)),
    button(text("epoch"), () => loop.goTo(nextEpoch(run.done, given.length, 1))),
    el(
      "span",
      { class: "train-several" },
      button(text("several"), () => loop.goTo(nextEpoch(run.done, given.length, atLeastOne(epochs)), false)),
      epochs,
      el("span", { "aria-hidden": "true" }, text("epochs_after")),
    ),
    el("label", { class: "train-enough" }, text("stop_at"), enough),
    button(text("reseed"), reseed),
  ];
  const speed = el(
    "select",
    { class: "boxed", "aria-label": text("speed") },
    ...SPEEDS.map((name) => el("option", { value: name }, text(`speed_${name}`))),
  );
  speed.value = last.speed;
  for (const chosen of [speed, epochs, enough])
    chosen.addEventListener("change", () =>
      Object.assign(last, { speed: speed.value, epochs: epochs.value, enough: enough.value }),
    );
  steps.splice(2, 0, speed);
  const slider = el("input", { type: "range", min: "0", step: "1", "aria-label": text("iterations") });
  slider.addEventListener("input", () => loop.goTo(Number(slider.value)));
  const show = () => {
    assign(slider, { max: String(Math.max(run.latest, 1)) });
    slider.value = String(run.done);
    slider.setAttribute("aria-valuetext", text("at", { iteration: run.done, latest: run.latest }));
    updateText(play, loop.isRunning ? text("pause") : text("run"));
  };
  return {
    elements: [el("div", { class: "train-steps", role: "group", "aria-label": text("controls") }, ...steps), slider],
    show,
    stride: () => ({ batch: 1, epoch: given.length })[speed.value] ?? 0,
    enough: () => (enough.value === "" ? null : Number(enough.value)),
  };
}

/**
 * The end of an epoch, some epochs on.
 * @param {number} done
 * @param {number} length
 * @param {number} count
 */
function nextEpoch(done, length, count) {
  return (Math.floor(done / length) + count) * length;
}

/**
 * A whole number from 1, whatever was typed.
 * @param {HTMLInputElement} field
 */
function atLeastOne({ value }) {
  return Math.max(1, Math.round(Number(value)));
}

/**
 * @param {string} name
 * @param {() => void} press
 */
function button(name, press) {
  const element = el("button", { type: "button", class: "boxed" }, name);
  element.addEventListener("click", press);
  return element;
}

/**
 * @param {string} name
 * @param {string} value
 * @param {Record<string, string>} bounds
 */
function field(name, value, bounds) {
  return el("input", { class: "boxed", type: "number", "aria-label": name, value, ...bounds });
}
