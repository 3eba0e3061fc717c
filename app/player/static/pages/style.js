/** The style sheets of the pages beside the player's own, read once. */

import { loadSheet } from "../core/sheets.js";

export const pageSheets = await Promise.all([
  loadSheet("formula/formula"),
  loadSheet("pages/formulas"),
  loadSheet("pages/search"),
]);
