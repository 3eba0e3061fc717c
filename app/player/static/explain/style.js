/** The style sheet of this room, fetched once. */

import { adoptSheet, loadSheet } from "../core/sheets.js";

const STYLE = loadSheet("explain/explain");

/** @param {Node} node an element in the shadow root that needs it */
export async function addStyle(node) {
  adoptSheet(node, await STYLE);
}
