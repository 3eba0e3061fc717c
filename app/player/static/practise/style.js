/** The style sheet of all that is practised, fetched once. */

import { adopt, sheet } from "../core/sheets.js";

const STYLE = sheet("practise/practise");

/** @param {Node} node */
export async function dress(node) {
  adopt(node, await STYLE);
}
