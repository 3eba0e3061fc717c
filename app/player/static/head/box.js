/** The box of the menu, below its button: up and down lead through it; Escape or a click elsewhere closes it. */

import { el } from "../core/dom.js";
import { opened } from "../core/layers.js";

const BY = /** @type {Record<string, number>} */ ({ ArrowUp: -1, ArrowDown: 1 });

/** @type {WeakMap<HTMLElement, () => void>} */
const open = new WeakMap();

/**
 * @param {HTMLElement} button
 * @param {string} name
 * @param {(close: () => void, signal: AbortSignal) => Node[]} draw what is in it
 * @param {AbortSignal} gone ends it with the page
 */
export function toggleBox(button, name, draw, gone) {
  const shown = open.get(button);
  if (shown) return shown();
  const box = el("div", { class: "head-menu", role: "dialog", "aria-label": name });
  const end = new AbortController();
  const close = () => {
    const inside = box.matches(":focus-within");
    end.abort();
    box.remove();
    button.setAttribute("aria-expanded", "false");
    if (inside) button.focus({ preventScroll: true });
  };
  end.signal.addEventListener("abort", opened(close, button));
  end.signal.addEventListener("abort", () => open.delete(button));
  gone.addEventListener("abort", close, { signal: end.signal });
  box.append(...draw(close, end.signal));
  open.set(button, close);
  button.setAttribute("aria-expanded", "true");
  button.after(box);
  focusable(box)[0]?.focus();
  listen(box, button, close, end.signal);
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} button
 * @param {() => void} close
 * @param {AbortSignal} signal
 */
function listen(box, button, close, signal) {
  // Before a choice takes them: up and down lead through the menu, left and right through a choice.
  box.addEventListener("keydown", (event) => moveWithin(box, event), { capture: true });
  // What is typed here means nothing to the player.
  box.addEventListener("keydown", (event) => event.stopPropagation());
  document.addEventListener(
    "pointerdown",
    (event) => {
      const path = event.composedPath();
      if (!path.includes(box) && !path.includes(button)) close();
    },
    { signal },
  );
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && relatedTarget !== button && !box.contains(relatedTarget)) close();
  });
}

/**
 * @param {HTMLElement} box
 * @param {KeyboardEvent} event
 */
function moveWithin(box, event) {
  const by = BY[event.key];
  if (!by) return;
  const all = focusable(box);
  const now = all.findIndex((element) => element.matches(":focus"));
  all.at((now + by) % all.length)?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {HTMLElement} box
 * @returns {HTMLElement[]}
 */
function focusable(box) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("button:not([tabindex='-1'])"));
  return [...all].filter((element) => element.checkVisibility());
}
