/** The style of what explains, fetched once, with the first thing that needs it. */

import { adopt, sheet } from "../core/sheets.js";

const STYLE = sheet("explain/explain");

/** @param {Node} node a node of the page that it is for */
export async function dress(node) {
  adopt(node, await STYLE);
}
