/** The formula of a step: MathML from Python, parsed once. */

import { el } from "./dom.js";

/** @typedef {import("./types.js").Step} Step */

/** @type {WeakMap<Step, Node>} */
const drawn = new WeakMap();

/** From so many characters on the formula is set smaller. */
const LONG = 44;
const LONGER = 72;

/**
 * @param {Step} step
 * @returns {HTMLElement}
 */
export function drawFormula(step) {
  const math = drawn.get(step) ?? parseMathML(step.formula);
  drawn.set(step, math);
  const length = math.textContent?.length ?? 0;
  return el("div", { class: length > LONGER ? "formula longer" : length > LONG ? "formula long" : "formula" }, math);
}

/** @param {string} text MathML */
export function parseMathML(text) {
  const parsed = new DOMParser().parseFromString(text, "application/xml").documentElement;
  if (parsed.namespaceURI !== "http://www.w3.org/1998/Math/MathML") throw new SyntaxError(`not MathML: ${text}`);
  return document.importNode(parsed, true);
}
