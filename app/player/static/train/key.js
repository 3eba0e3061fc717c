/** What lines, colours and marks of the samples' figure mean, in a line of its own. */

import { el, updateText } from "../core/dom.js";
import { numberText } from "./run.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 * @param {Element | null} figure that of the samples; null where there is none
 */
export function createKey(room, run, figure) {
  const plot = figure?.querySelector(".train-drawing");
  if (!figure || !plot) return { show() {} };
  const { given, text } = room;
  const lines = given.widths.length ? drawLines(text) : [];
  const [classes, scale] = [drawClasses(room), drawScale()];
  const element = el("p", { class: "train-key", "aria-hidden": "true" }, ...lines, ...classes, scale.element);
  const names = given.classes.map(({ name }) => name);
  plot.before(element);
  const ends = () => {
    const size = sizeOf(run);
    if (size !== null) return [numberText(-size), numberText(size)];
    return names.length === 2 ? names.map((name) => text("key_sure", { name })) : null;
  };
  return {
    show() {
      const labels = ends();
      scale.element.hidden = labels === null;
      for (const part of classes) part.hidden = sizeOf(run) !== null;
      for (const [k, end] of scale.ends.entries()) updateText(end, labels?.[k] ?? "");
    },
  };
}

/**
 * The largest output in size of the neuron that is shown large in the plane; null where none is.
 * @param {Run} run
 */
function sizeOf({ look, seen }) {
  const around = look?.neurons?.around;
  return seen?.kind === "plane" && around ? (around.size ?? null) : null;
}

/** @param {Room["text"]} text */
function drawLines(text) {
  return [
    el("span", {}, el("i", { class: "train-weight" }), text("key_positive")),
    el("span", {}, el("i", { class: "train-weight", "data-sign": "negative" }), text("key_negative")),
    el("span", {}, text("key_wide")),
  ];
}

/** More than two classes: a mark for each, and what their ground is. @param {Room} room */
function drawClasses({ given, text }) {
  const { classes } = given;
  const marks = classes.map(({ name, colour }) => {
    const mark = el("i", { class: "train-mark" });
    mark.style.setProperty("--run", `var(${colour})`);
    return el("span", {}, mark, name);
  });
  const ground = el("span", {}, text("key_regions"));
  const held = el("span", {}, el("i", { class: "train-mark", "data-mark": "diamond" }), text("key_validation"));
  return [...(classes.length > 2 ? [...marks, ground] : []), ...(classes.length && given.isHeldBack ? [held] : [])];
}

/** The colours from one end to the other, with what these are. */
function drawScale() {
  const ends = [el("span", {}), el("span", {})];
  const bar = el("i", { class: "train-scale" });
  return { ends, element: el("span", {}, ...ends.slice(0, 1), bar, ...ends.slice(1)) };
}
