/** Take pictures that are out of sight from the keyboard and from screen readers. */

import { updateAttribute } from "../core/dom.js";

const STOP = "data-stop";

/**
 * Make an element reachable or not. `inert` would do the same, but would restyle every element inside.
 * @param {Element} element
 * @param {boolean} on whether it can be reached
 */
export function setReachable(element, on) {
  updateAttribute(element, "aria-hidden", on ? null : "true");
  for (const item of element.querySelectorAll(on ? `[${STOP}]` : 'button:not([tabindex="-1"]), [tabindex="0"]')) {
    updateAttribute(item, "tabindex", on ? "0" : "-1");
    updateAttribute(item, STOP, on ? null : "");
  }
}
