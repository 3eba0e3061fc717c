/** The field of one hidden entry: its keys, pasting into it, and the verdict on it. */

import { el } from "../core/dom.js";
import { placeOf } from "../core/model.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */

const SIGNS = { right: "✓", wrong: "✗", unread: "?" };

/**
 * @param {string} key of its place
 * @param {string} name
 * @param {string} value
 */
export function drawField(key, name, value) {
  const input = el("input", {
    class: "guess",
    "data-key": key,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "done",
    "aria-label": name,
  });
  input.value = value;
  return input;
}

/**
 * Handle the keys of a field, and keep them from the player.
 * @param {HTMLInputElement[]} inputs
 * @param {HTMLInputElement} input
 * @param {() => void} check
 */
export function listen(inputs, input, check) {
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (event.key === "Enter") check();
    else if (event.key === "Escape") input.blur();
    else if (by) below(inputs, input, by)?.focus();
    else return;
    event.preventDefault();
  });
  input.addEventListener("paste", (event) => {
    const parts = (event.clipboardData?.getData("text") ?? "")
      .replace(/[[\]]/g, " ")
      .trim()
      .split(/[\s;]+/);
    if (parts.length < 2) return;
    event.preventDefault();
    spread(inputs.slice(inputs.indexOf(input)), parts);
  });
}

/**
 * Find the field in the row below or above.
 * @param {HTMLInputElement[]} inputs
 * @param {HTMLInputElement} input
 * @param {number} by
 */
function below(inputs, input, by) {
  const { row, col } = placeOf(input.dataset.key ?? "");
  return inputs.find(({ dataset }) => dataset.key?.endsWith(`:${row + by}:${col}`));
}

/**
 * Fill the fields one after the other with a pasted matrix.
 * @param {HTMLInputElement[]} inputs
 * @param {string[]} parts
 */
function spread(inputs, parts) {
  for (const [k, field] of inputs.entries()) {
    const part = parts[k];
    if (part === undefined) break;
    field.value = part.replace(/,$/, "");
    field.dispatchEvent(new globalThis.Event("input"));
  }
}

/**
 * @param {Player} player
 * @param {HTMLInputElement} input
 * @param {"right" | "wrong" | "unread" | null} judged
 */
export function markField(player, input, judged) {
  const cell = input.parentElement;
  cell?.querySelector(".judged")?.remove();
  input.classList.remove("right", "wrong", "unread");
  for (const name of ["aria-invalid", "aria-description"]) input.removeAttribute(name);
  if (!judged) return;
  input.classList.add(judged);
  input.setAttribute("aria-description", say(player, `is_${judged}`));
  if (judged !== "right") input.setAttribute("aria-invalid", "true");
  cell?.append(el("span", { class: `judged ${judged}`, "aria-hidden": "true" }, SIGNS[judged]));
}
