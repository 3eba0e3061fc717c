/** A line of MathML that the engine has written. */

import { el } from "../dom.js";
import { parse } from "../formula.js";

/** @param {string} math */
export function drawMath(math) {
  return el("div", { class: "formula", tabindex: "0" }, parse(math));
}
