/** Copy a text. */

import { el } from "./dom.js";

/**
 * Copy a text; without https browsers have no clipboard for scripts, but still the old command.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** @param {string} text */
function copyByCommand(text) {
  const field = el("textarea", { readonly: true, class: "unseen" });
  const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
