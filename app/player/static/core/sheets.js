/** The style sheets, each read once for the page. `NAMES` are those of the first picture. */

const NAMES = [
  "core/colours",
  "core/controls",
  "step/step",
  "step/timeline",
  "step/iterations",
  "graph/graph",
  "matrix/matrix",
  "step/sheet",
  "core/player",
  "core/beside",
  "graph/pictures",
  "head/head",
  "tour/welcome",
];

/**
 * Make a style sheet from the text that came with the script in which the server joined the modules, or else from its
 * file.
 * @param {string} name its place, without the ending
 * @returns {Promise<CSSStyleSheet>}
 */
export async function loadSheet(name) {
  const { playerSheets } = /** @type {{playerSheets?: Record<string, string>}} */ (globalThis);
  return new CSSStyleSheet().replace(playerSheets?.[name] ?? (await fetchSheet(name)));
}

/** @param {string} name */
async function fetchSheet(name) {
  const answer = await fetch(new URL(`../${name}.css`, import.meta.url));
  return answer.text();
}

/** @type {CSSStyleSheet[]} */
export const sheets = await Promise.all(NAMES.map(loadSheet));

/**
 * Add a style sheet to the shadow root that a node is in.
 * @param {Node} node
 * @param {CSSStyleSheet} style
 */
export function adoptSheet(node, style) {
  const root = node.getRootNode();
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(style))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
}
