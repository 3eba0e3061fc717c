/** The shapes of the names of a formula: those that it needs, and those that are typed in their place. */

import { el } from "../core/dom.js";

/** @typedef {{name: string, shape: (string | number)[]}} Named */

/**
 * @param {import("./page.js").Page} page
 * @param {Named[]} names
 * @param {Record<string, string>} typed
 * @param {(shapes: Record<string, string>) => void} send
 */
export function createShapes(page, names, typed, send) {
  const fields = names.map(({ name, shape }) => {
    const input = el("input", {
      type: "text",
      class: "boxed",
      name: `shape-${name}`,
      value: typed[name] ?? "",
      placeholder: written(shape),
      maxlength: 20,
      size: 7,
      autocomplete: "off",
      spellcheck: "false",
    });
    input.addEventListener("change", () => send(typedIn(names, typed, name, input.value)));
    return el("label", {}, el("span", {}, name), input);
  });
  return el("fieldset", { class: "shapes" }, el("legend", {}, page.text("formulas.shapes")), ...fields);
}

/**
 * The shapes of the names that there are, one of them as it was typed just now. An address has commas between them.
 * @param {Named[]} names
 * @param {Record<string, string>} typed
 * @param {string} name
 * @param {string} shape
 */
function typedIn(names, typed, name, shape) {
  const all = { ...typed, [name]: shape.replaceAll(/[,:]/g, "x") };
  return Object.fromEntries(names.flatMap(({ name: one }) => (all[one]?.trim() ? [[one, all[one]]] : [])));
}

/**
 * Write a shape as it can be typed: `m x n`, and `1` for a number.
 * @param {(string | number)[]} shape
 */
export function written(shape) {
  return shape.length > 0 ? shape.join(" × ") : "1";
}
