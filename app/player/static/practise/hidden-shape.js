/** Hide the shape that is asked for wherever it is written. */

import { adoptSheet } from "../core/sheets.js";

const RULES = new CSSStyleSheet();

/**
 * @param {HTMLElement} root
 * @param {string | null} name null hides nothing
 */
export function hideShape(root, name) {
  if (name === null) return RULES.replaceSync("");
  const escaped = CSS.escape(name);
  const own = `[data-name="${escaped}"]`;
  adoptSheet(root, RULES);
  RULES.replaceSync(
    `.node${own} .line + .line, .shapes [data-of="${escaped}"], .grid${own} .shape { visibility: hidden; }`,
  );
  root.querySelector(`.node${own}`)?.setAttribute("aria-label", name);
}
