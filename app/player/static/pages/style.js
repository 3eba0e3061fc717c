/** The style sheets of the pages beside the player's own, read once. */

import { loadSheet } from "../core/sheets.js";

export const formulaSheets = await Promise.all([loadSheet("formula/formula"), loadSheet("pages/formulas")]);
