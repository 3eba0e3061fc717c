/** The style sheet of this room, fetched once. */

import { adoptSheet, loadSheet } from "../core/sheets.js";

const STYLE = loadSheet("explain/explain");

/** @param {Node} node a node of the page that it is for */
export async function addStyle(node) {
  adoptSheet(node, await STYLE);
}
