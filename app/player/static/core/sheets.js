/** The style sheets, fetched once for the page. `NAMES` are those of the first picture. */

const NAMES = [
  "core/colours",
  "step/step",
  "graph/graph",
  "matrix/matrix",
  "core/player",
  "graph/pictures",
  "head/head",
];

/**
 * @param {string} name its place, without the ending
 * @returns {Promise<CSSStyleSheet>}
 */
export async function loadSheet(name) {
  const answer = await fetch(new URL(`../${name}.css`, import.meta.url));
  return new CSSStyleSheet().replace(await answer.text());
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
