/** The blanked entries as fields. What was typed stays while one looks at other steps. */

import { el } from "../dom.js";
import { currentStep, keyOf, nameOf } from "../model.js";
import { say } from "./say.js";

/** @typedef {import("../types.js").Player} Player */
/** @typedef {import("../types.js").Prediction} Prediction */
/** @typedef {ReturnType<typeof createFields>} Fields */

const SIGNS = { right: "✓", wrong: "✗", unread: "?" };

/**
 * @param {Player} player
 * @param {() => void} check
 */
export function createFields(player, check) {
  /** @type {Map<string, string>} */
  const typed = new Map();
  /** @type {HTMLInputElement[]} */
  let inputs = [];
  let had = false;
  const box = el("div", { class: "guessed-shape" });

  /** @param {Prediction} asked */
  function show(asked) {
    const here = currentStep(player.store.state).name === asked.name;
    had = inputs.some((input) => input.matches(":focus"));
    const isFresh = inputs.length > 0 && inputs.every((input) => input.isConnected) && here && asked.open;
    if (!isFresh) draw(asked, here);
    mark(asked);
  }
  /**
   * @param {Prediction} asked
   * @param {boolean} here
   */
  function draw(asked, here) {
    leave();
    player.root.classList.toggle("guessing-shape", here && asked.kind === "shape" && asked.open);
    if (!here || !asked.open) return;
    inputs = asked.places.map(([row, col]) => drawField(asked, row, col));
    if (asked.kind === "shape") drawShape();
    else for (const input of inputs) player.root.querySelector(`.numbers .result td[data-key="${CSS.escape(input.dataset.key ?? "")}"]`)?.append(input);
  }
  function drawShape() {
    const [rows, cols] = inputs;
    if (!rows || !cols) return;
    box.replaceChildren(el("label", {}, rows, el("span", {}, say(player, "rows"))), el("span", { class: "op" }, "×"), el("label", {}, cols, el("span", {}, say(player, "cols"))));
    player.root.querySelector(".numbers .grid.result")?.after(box);
  }
  /**
   * @param {Prediction} asked
   * @param {number} row
   * @param {number} col
   */
  function drawField(asked, row, col) {
    const key = keyOf(asked.name, row, col), { plain } = nameOf(player.store.state, asked.name);
    const name = asked.kind === "shape" ? say(player, col ? "cols" : "rows") : say(player, "field", { name: plain, row: row + 1, col: col + 1 });
    const input = el("input", { class: "guess", "data-key": key, inputmode: "text", autocomplete: "off", spellcheck: "false", enterkeyhint: "done", "aria-label": name });
    input.value = typed.get(key) ?? "";
    input.addEventListener("input", () => typed.set(key, input.value));
    input.addEventListener("paste", (event) => spread(event, input));
    input.addEventListener("keydown", (event) => press(event, input));
    return input;
  }
  /**
   * @param {KeyboardEvent} event
   * @param {HTMLInputElement} input
   */
  function press(event, input) {
    // What is typed is meant for the field alone, not for the keys of the page.
    event.stopPropagation();
    if (event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") check();
    else if (event.key === "Escape") input.blur();
    else if (by) neighbour(input, by)?.focus();
    else return;
    event.preventDefault();
  }
  /**
   * The field in the row below or above.
   * @param {HTMLInputElement} input
   * @param {number} by
   */
  function neighbour(input, by) {
    const [col = "", row = ""] = (input.dataset.key ?? "").split(":").reverse();
    return inputs.find(({ dataset }) => dataset.key?.endsWith(`:${Number(row) + by}:${col}`));
  }
  /**
   * A pasted matrix fills the fields one after the other.
   * @param {ClipboardEvent} event
   * @param {HTMLInputElement} input
   */
  function spread(event, input) {
    const parts = (event.clipboardData?.getData("text") ?? "").replace(/[[\]]/g, " ").trim().split(/[\s;]+/);
    if (parts.length < 2) return;
    event.preventDefault();
    const from = inputs.indexOf(input);
    for (const [k, part] of parts.entries()) {
      const field = inputs[from + k];
      if (!field) break;
      field.value = part.replace(/,$/, "");
      typed.set(field.dataset.key ?? "", field.value);
    }
  }
  /** @param {Prediction} asked */
  function mark(asked) {
    const marks = new Map((asked.judged?.entries ?? []).map(([row, col, text, mark]) => [keyOf(asked.name, row, col), { text, mark }]));
    for (const input of inputs) {
      const found = marks.get(input.dataset.key ?? ""), judged = found && found.text === input.value ? found.mark : null;
      const cell = input.parentElement;
      input.classList.remove("right", "wrong", "unread");
      cell?.querySelector(".judged")?.remove();
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-description");
      if (!judged) continue;
      input.classList.add(judged);
      input.setAttribute("aria-description", say(player, `is_${judged}`));
      if (judged !== "right") input.setAttribute("aria-invalid", "true");
      cell?.append(el("span", { class: `judged ${judged}`, "aria-hidden": "true" }, SIGNS[judged]));
    }
  }
  function leave() {
    for (const input of inputs) {
      input.parentElement?.querySelector(".judged")?.remove();
      input.remove();
    }
    inputs = [];
    box.remove();
    player.root.classList.remove("guessing-shape");
  }
  return {
    show, leave,
    had: () => had,
    clear: () => typed.clear(),
    focus: () => {
      if (inputs.some((input) => input.matches(":focus")) || matchMedia("(pointer: coarse)").matches) return;
      const first = inputs.find((input) => !input.classList.contains("right")) ?? inputs[0];
      if (!had || inputs.every((input) => input.value === "")) first?.focus({ preventScroll: true });
    },
    /** @returns {[number, number, string][]} */
    typed: () => inputs.map((input) => {
      const [col, row] = (input.dataset.key ?? "").split(":").reverse();
      return [Number(row), Number(col), input.value];
    }),
  };
}
