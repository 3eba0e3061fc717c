/** What someone has brought, kept by this tab: pasted text, files, and corrections of what a name stands for. */

import { keepPart, readPart } from "../core/kept.js";

/** @typedef {import("../core/types.js").Player} Player */
/**
 * @typedef {object} Brought
 * @property {string} text
 * @property {[string, string][]} files the name of each, and its bytes in base64
 * @property {Record<string, string>} chosen what a name stands for; empty for one that is left out
 */

const PART = "submission";
/** @type {Brought} */
const NOTHING = { text: "", files: [], chosen: {} };

/** The limits of `app/answer/submission.py`; all files go with one request, which has 1,000,000 bytes at most. */
export const LONGEST = 200_000;
export const MOST_FILES = 8;

/** @returns {Brought} */
export function readBrought() {
  const kept = readPart(PART);
  const isWhole = typeof kept?.text === "string" && Array.isArray(kept.files) && typeof kept.chosen === "object";
  return isWhole ? kept : NOTHING;
}

/**
 * @param {Brought} brought
 * @returns {boolean} whether there was room for it
 */
export function keepBrought(brought) {
  return keepPart(PART, isEmpty(brought) ? null : brought);
}

/** @param {Brought} brought */
export function isEmpty({ text, files }) {
  return text.trim() === "" && files.length === 0;
}

/** The bytes of all files together, about. @param {Brought} brought */
export function sizeOf({ files }) {
  return files.reduce((sum, [, data]) => sum + (3 * data.length) / 4, 0);
}
