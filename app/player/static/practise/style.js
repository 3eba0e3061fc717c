/** The style sheet of this room, fetched once. */

import { adoptSheet, loadSheet } from "../core/sheets.js";

const STYLE = loadSheet("practise/practise");

/** @param {Node} node */
export async function addStyle(node) {
  adoptSheet(node, await STYLE);
}
