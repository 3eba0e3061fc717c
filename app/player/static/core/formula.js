/** The formula of a step: MathML from Python, parsed once. */

import { el } from "./dom.js";

/** @type {WeakMap<{formula: string}, Node>} */
const drawn = new WeakMap();

/** From so many characters on the formula is set smaller. */
const LONG = 44;
const LONGER = 72;

/** @param {{formula: string}} written */
export function drawFormula(written) {
  const math = drawn.get(written) ?? parseMathML(written.formula);
  drawn.set(written, math);
  const length = math.textContent?.length ?? 0;
  return el("div", { class: length > LONGER ? "formula longer" : length > LONG ? "formula long" : "formula" }, math);
}

/**
 * Draw the formula with its parts under names, and what each name stands for.
 * @param {import("./types.js").NamedParts} parts
 */
export function drawInParts(parts) {
  return [
    drawFormula(parts),
    ...parts.defined.map((part) => {
      const formula = drawFormula(part);
      formula.classList.add("defined");
      return formula;
    }),
  ];
}

/** @param {string} text MathML */
export function parseMathML(text) {
  const parsed = new DOMParser().parseFromString(text, "application/xml").documentElement;
  if (parsed.namespaceURI !== "http://www.w3.org/1998/Math/MathML") throw new SyntaxError(`not MathML: ${text}`);
  return document.importNode(parsed, true);
}
