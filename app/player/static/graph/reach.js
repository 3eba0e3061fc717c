/** What is out of sight is out of the reach of the keyboard and of a screen reader too. */

import { updateAttribute } from "../core/dom.js";

const STOP = "data-stop";

/**
 * `inert` would say the same in a word, and every element inside would be styled anew.
 * @param {Element} element
 * @param {boolean} on is it to be reached?
 */
export function setReachable(element, on) {
  updateAttribute(element, "aria-hidden", on ? null : "true");
  for (const item of element.querySelectorAll(on ? `[${STOP}]` : 'button:not([tabindex="-1"]), [tabindex="0"]')) {
    updateAttribute(item, "tabindex", on ? "0" : "-1");
    updateAttribute(item, STOP, on ? null : "");
  }
}
