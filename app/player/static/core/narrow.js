/** Whether the page is as narrow as a phone: what floats elsewhere then opens as a sheet from below. */

/** The same width as in `step.css` and `sheet.css`. */
const NARROW = "(width < 700px)";

export function isNarrow() {
  return matchMedia(NARROW).matches;
}

/**
 * @param {import("./types.js").Player} player
 * @param {(narrow: boolean) => void} listener is told now, and whenever it changes
 */
export function onNarrow({ signal }, listener) {
  const query = matchMedia(NARROW);
  query.addEventListener("change", () => listener(query.matches), { signal });
  listener(query.matches);
}
