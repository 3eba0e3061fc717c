/** The entries of a parameter whose paths are drawn: which parameter, and which of its entries have a line. */

import { el } from "../../core/dom.js";

/** @typedef {import("../types.js").Drawn} Drawn */
/** @typedef {import("../types.js").Room} Room */
/** @typedef {import("../run.js").Run} Run */

/** So many lines there are at first; more are hard to tell apart. */
const FIRST = 8;
const COLOURS = 8;
/** Lines of one colour are told apart by these. */
const DASHES = ["solid", "dash", "dot"];

/**
 * @param {Room} room
 * @param {Run} run
 * @param {() => void} turned
 * @returns {Drawn}
 */
export function createEntries({ given, text }, run, turned) {
  const parameter = el("select", { class: "boxed", "aria-label": text("parameter") });
  const boxes = el("div", { class: "train-boxes", role: "group", "aria-label": text("entries") });
  const element = el("div", { class: "train-chooser" }, parameter, boxes);
  const figure = given.figures.paths;
  let wanted = "";
  let written = "";
  parameter.addEventListener("change", () => {
    wanted = parameter.value;
    turned();
  });
  boxes.addEventListener("change", turned);
  const inputs = () => [...boxes.querySelectorAll("input")];

  /** Write the choices anew, where they are others than before. */
  function write() {
    const choices = run.look?.parameters;
    const key = JSON.stringify(choices ?? null);
    if (!choices || key === written) return;
    written = key;
    parameter.replaceChildren(...choices.names.map((name) => el("option", { value: name }, name)));
    parameter.value = choices.chosen;
    const every = Math.ceil(choices.entries.length / FIRST);
    boxes.replaceChildren(
      ...choices.entries.map((entry, k) => box(entryName(choices.chosen, entry), k, k % every === 0)),
    );
  }

  /**
   * @param {string} name
   * @param {number} k
   * @param {boolean} isOn
   */
  function box(name, k, isOn) {
    const swatch = el("i", { class: "swatch", "data-dash": dash(k) });
    swatch.style.setProperty("--run", `var(${figure?.data[k]?.line.color})`);
    return el("label", {}, el("input", { type: "checkbox", checked: isOn }), swatch, name);
  }

  return {
    element,
    show: write,
    choice: () => wanted,
    lines() {
      write();
      const [choices, on] = [run.look?.parameters, inputs()];
      return Object.fromEntries(
        (figure?.data ?? []).map(({ line }, k) => {
          const entry = choices?.entries[k];
          const name = choices && entry ? entryName(choices.chosen, entry) : "";
          return [`paths ${k}`, { name, visible: Boolean(on[k]?.checked), line: { ...line, dash: dash(k) } }];
        }),
      );
    },
  };
}

/** @param {number} k */
function dash(k) {
  return DASHES[Math.floor(k / COLOURS)] ?? "solid";
}

/**
 * @param {string} parameter
 * @param {[number, number]} entry row and column, from 0
 */
function entryName(parameter, [row, col]) {
  return `${parameter}[${row + 1}, ${col + 1}]`;
}
