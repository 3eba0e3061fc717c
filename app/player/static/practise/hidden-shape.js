/** Hide the shape that is asked for wherever it is written. */

import { adoptSheet } from "../core/sheets.js";

const RULES = new CSSStyleSheet();

/**
 * @param {HTMLElement} root
 * @param {string | null} name null hides nothing
 */
export function hideShape(root, name) {
  if (name === null) return RULES.replaceSync("");
  const own = `[data-name="${CSS.escape(name)}"]`;
  adoptSheet(root, RULES);
  RULES.replaceSync(`.node${own} .line + .line, .shapes .of:has(> ${own}), .grid${own} .shape { visibility: hidden; }`);
  root.querySelector(`.node${own}`)?.setAttribute("aria-label", name);
}
