/**
 * A choice between a few options, as a group of radio buttons. A click leaves the focus where it was, so that the arrow
 * keys go on stepping.
 */

import { assign, el, keepFocus } from "./dom.js";

/** @typedef {{value: string, text: string | Node, title?: string}} Option */
/**
 * @typedef {object} Choice
 * @property {HTMLElement} element
 * @property {(value: string) => void} show
 * @property {(value: string, offered: boolean, title: string) => void} offer
 */

/**
 * @param {string} name of the choice
 * @param {Option[]} options
 * @param {(value: string) => void} choose
 * @returns {Choice}
 */
export function createChoice(name, options, choose) {
  const buttons = options.map(({ value, text, title }) =>
    el("button", { type: "button", role: "radio", "data-value": value, title }, text),
  );
  const element = el("div", { class: "choice", role: "radiogroup", "aria-label": name }, ...buttons);
  for (const button of buttons) {
    keepFocus(button);
    button.addEventListener(
      "click",
      () => button.getAttribute("aria-disabled") === null && choose(button.dataset.value ?? ""),
    );
  }
  element.addEventListener("keydown", (event) => move(event, buttons));
  return {
    element,
    show: (value) => {
      for (const button of buttons) {
        const on = button.dataset.value === value;
        if (button.getAttribute("aria-checked") !== String(on))
          assign(button, { "aria-checked": String(on), tabindex: on ? 0 : -1 });
      }
    },
    offer: (value, offered, title) => {
      const button = buttons.find(({ dataset }) => dataset.value === value);
      if (button) assign(button, { "aria-disabled": offered ? null : "true", title });
    },
  };
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} buttons
 */
function move(event, buttons) {
  const by =
    event.key === "ArrowLeft" || event.key === "ArrowUp"
      ? -1
      : event.key === "ArrowRight" || event.key === "ArrowDown"
        ? 1
        : 0;
  if (by === 0) return;
  event.preventDefault();
  const able = buttons.filter((button) => !button.hasAttribute("aria-disabled"));
  const next = able[able.findIndex((button) => button.matches(":focus")) + by];
  next?.focus();
  next?.click();
}
