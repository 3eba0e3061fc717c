/** The controls of the builder: a list, a whole number, a few options side by side. */

import { assign, el } from "../core/dom.js";

/** @typedef {import("./builder.js").Option} Option */
/** @typedef {import("./draft.js").Draft} Draft */

/**
 * @param {string} title
 * @param {...(Node | string | null)} children
 */
export function section(title, ...children) {
  return el("section", { class: "part", "aria-label": title }, el("h3", {}, title), ...children);
}

/**
 * Draw a control with its name before it, and under it why the last choice was refused.
 * @param {Draft} draft
 * @param {string} field
 * @param {string} name
 * @param {HTMLElement} control
 * @param {string} [about]
 */
export function line(draft, field, name, control, about = "") {
  const named = el("label", { class: "line" }, el("span", {}, name), control);
  return el(
    "div",
    { class: "field" },
    named,
    about ? el("p", { class: "about" }, about) : null,
    refusal(draft, field, control),
  );
}

/**
 * @param {Draft} draft
 * @param {string} field
 * @param {HTMLElement} [control]
 */
export function refusal(draft, field, control) {
  const text = draft.refusal(field);
  if (!text) return null;
  const marked = control?.querySelector("input") ?? control;
  if (marked) assign(marked, { "aria-invalid": "true" });
  return el("p", { class: "refused", role: "alert" }, text);
}

/**
 * @param {string} field
 * @param {Option[]} options
 * @param {string} present
 * @param {(value: string) => void} choose
 * @param {string} [name] if it has no label
 */
export function select(field, options, present, choose, name) {
  const element = el(
    "select",
    { class: "boxed", "data-field": field, "aria-label": name },
    ...options.map(({ value, label }) => el("option", { value }, label)),
  );
  element.value = present;
  element.addEventListener("change", () => choose(element.value));
  return element;
}

/**
 * Find what the chosen option says about itself.
 * @param {Option[]} options
 * @param {string} present
 */
export function about(options, present) {
  return options.find(({ value }) => value === present)?.about ?? "";
}

/**
 * Draw a field for a whole number, typed or counted up and down. The typed text goes to Python unchanged.
 * @param {string} field
 * @param {number | string} present
 * @param {(value: string | number) => void} choose
 * @param {string} name
 */
export function whole(field, present, choose, name) {
  const input = el("input", {
    "data-field": field,
    inputmode: "numeric",
    autocomplete: "off",
    "aria-label": name,
    size: 4,
  });
  input.defaultValue = String(present);
  input.addEventListener("change", () => choose(input.value));
  input.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    count(step);
  });
  const count = (/** @type {number} */ by) => {
    if (!Number.isInteger(Number(input.value))) return;
    input.value = String(Number(input.value) + by);
    choose(input.value);
  };
  return el(
    "span",
    { class: "boxed whole" },
    button("−", () => count(-1)),
    input,
    button("+", () => count(1)),
  );
}

/**
 * Draw a button beside a number field. The arrow keys do the same, so the Tab key passes it over.
 * @param {string} sign
 * @param {() => void} act
 */
function button(sign, act) {
  const element = el("button", { type: "button", tabindex: "-1", "aria-hidden": "true" }, sign);
  element.addEventListener("click", act);
  return element;
}

/**
 * Draw a few options side by side, as radio buttons.
 * @template {string | number | boolean} Value
 * @param {string} field
 * @param {{value: Value, label: string}[]} options
 * @param {Value} present
 * @param {(value: Value) => void} choose
 * @param {string} name
 */
export function segments(field, options, present, choose, name) {
  const group = el("div", { class: "segments", role: "radiogroup", "aria-label": name });
  for (const { value, label } of options) {
    const input = el("input", { type: "radio", name: field, "data-field": `${field}.${String(value)}` });
    input.checked = value === present;
    input.addEventListener("change", () => choose(value));
    group.append(el("label", {}, input, el("span", {}, label)));
  }
  return group;
}
