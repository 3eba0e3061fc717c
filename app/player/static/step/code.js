/**
 * The step as a line of code in one of three libraries. Its names can be pointed at and clicked like those of the
 * formula.
 */

import { createChoice } from "../core/choice.js";
import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Library} Library */

/** @type {readonly {value: Library, text: string}[]} */
const LIBRARIES = [
  { value: "numpy", text: "NumPy" },
  { value: "torch", text: "PyTorch" },
  { value: "jax", text: "JAX" },
];

/**
 * @param {Player} player
 * @param {import("../core/types.js").Step} step
 * @param {HTMLElement | null} beside stands in the row of the libraries
 */
export function drawCode(player, step, beside) {
  const { store } = player;
  const line = el("code", { tabindex: "0", "aria-label": player.text("see.code") });
  const choice = createChoice(player.text("see.library"), [...LIBRARIES], (value) => {
    store.set({ library: /** @type {Library} */ (value) });
    show();
  });
  function show() {
    const { library, structure } = store.state;
    choice.show(library);
    const helpers = library === "numpy" && step.helpers;
    line.replaceChildren(
      ...(helpers ? [drawHelpers(helpers)] : []),
      ...step.lines[library].map((part) =>
        typeof part === "string"
          ? part
          : el("span", { "data-name": part.name }, structure.names[part.name]?.plain ?? part.name),
      ),
    );
  }
  show();
  return el("div", { class: "code" }, el("div", { class: "row" }, choice.element, beside), line);
}

/** @param {string} source the lines of the functions that NumPy does not have */
function drawHelpers(source) {
  return el("span", { class: "helpers" }, ...source.split("\n").map((line) => el("span", {}, `${line}\n`)));
}
