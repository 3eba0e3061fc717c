/** The fields of the hidden entries. Typed texts stay while the person looks at other steps. */

import { el } from "../core/dom.js";
import { currentStep, keyOf, nameOf, placeOf } from "../core/model.js";
import { drawField, listen, markField } from "./field.js";
import { hideShape } from "./hidden-shape.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Prediction} Prediction */
/** @typedef {ReturnType<typeof createFields>} Fields */

/**
 * @param {Player} player
 * @param {() => void} check
 */
export function createFields(player, check) {
  const typed = () => player.store.state.fields.typed;
  /** @type {HTMLInputElement[]} */
  let inputs = [];
  let hadFocus = false;
  const box = el("div", { class: "guessed-shape" });

  /** @param {Prediction} prediction */
  function show(prediction) {
    const here = currentStep(player.store.state).name === prediction.name;
    hadFocus = inputs.some((input) => input.matches(":focus"));
    const stays = here && prediction.open && inputs.length > 0 && inputs.every((input) => input.isConnected);
    if (!stays) draw(prediction, here);
    mark(prediction);
  }
  /**
   * @param {Prediction} prediction
   * @param {boolean} here whether its step is the current one
   */
  function draw(prediction, here) {
    leave();
    const isShape = prediction.kind === "shape" && prediction.open;
    hideShape(player.root, isShape ? prediction.name : null);
    player.root.classList.toggle("guessing-shape", here && isShape);
    if (!here || !prediction.open) return;
    inputs = prediction.places.map(([row, col]) => {
      const key = keyOf(prediction.name, row, col);
      return drawField(key, nameOfField(player, prediction, row, col), typed()[key] ?? "");
    });
    for (const input of inputs) {
      input.addEventListener("input", () => keep(input));
      listen(inputs, input, check);
    }
    place(player, box, inputs, isShape);
  }
  /** @param {HTMLInputElement} input */
  function keep(input) {
    const { fields } = player.store.state;
    fields.typed[input.dataset.key ?? ""] = input.value;
    player.store.set({ fields });
  }
  /** @param {Prediction} prediction */
  function mark(prediction) {
    const marks = new Map(
      (prediction.judged?.entries ?? []).map(([row, col, text, judged]) => [
        keyOf(prediction.name, row, col),
        { text, judged },
      ]),
    );
    for (const input of inputs) {
      const entry = marks.get(input.dataset.key ?? "");
      markField(player, input, entry?.text === input.value ? entry.judged : null);
    }
  }
  function leave() {
    for (const input of inputs) {
      markField(player, input, null);
      input.remove();
    }
    inputs = [];
    box.remove();
    hideShape(player.root, null);
    player.root.classList.remove("guessing-shape");
  }
  /** Focus the first field; not on a touch screen, whose keyboard would cover half of it. */
  function focus() {
    if (inputs.some((input) => input.matches(":focus")) || matchMedia("(pointer: coarse)").matches) return;
    const first = inputs.find((input) => !input.classList.contains("right")) ?? inputs[0];
    if (!hadFocus || inputs.every((input) => input.value === "")) first?.focus({ preventScroll: true });
  }
  /** @returns {[number, number, string][]} */
  function typedEntries() {
    return inputs.map((input) => {
      const { row, col } = placeOf(input.dataset.key ?? "");
      return [row, col, input.value];
    });
  }
  return { show, leave, focus, typed: typedEntries, hadFocus: () => hadFocus };
}

/**
 * @param {Player} player
 * @param {Prediction} prediction
 * @param {number} row
 * @param {number} col
 */
function nameOfField(player, prediction, row, col) {
  if (prediction.kind === "shape") return say(player, col ? "cols" : "rows");
  return say(player, "field", { name: nameOf(player.store.state, prediction.name).plain, row: row + 1, col: col + 1 });
}

/**
 * Put the fields into the cells. For the question about a shape they replace the matrix, whose rows could be counted.
 * @param {Player} player
 * @param {HTMLElement} box
 * @param {HTMLInputElement[]} inputs
 * @param {boolean} isShape
 */
function place(player, box, inputs, isShape) {
  const [rows, cols] = inputs;
  if (isShape && rows && cols) {
    box.replaceChildren(
      el("label", {}, rows, el("span", {}, say(player, "rows"))),
      el("span", { class: "times" }, "×"),
      el("label", {}, cols, el("span", {}, say(player, "cols"))),
    );
    player.root.querySelector(".numbers .grid.result")?.after(box);
    return;
  }
  for (const input of inputs)
    player.root.querySelector(`.numbers .result td[data-key="${CSS.escape(input.dataset.key ?? "")}"]`)?.append(input);
}
