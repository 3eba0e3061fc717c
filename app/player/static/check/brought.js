/** What someone has brought, kept by this tab: pasted text, files, and corrections of what a name stands for. */

import { currentStep } from "../core/model.js";
import { keepPart, readPart } from "../core/kept.js";

/** @typedef {import("../core/types.js").Player} Player */
/**
 * @typedef {object} Brought
 * @property {string} text
 * @property {[string, string][]} files the name of each, and its bytes in base64
 * @property {Record<string, string>} chosen what a name stands for; empty for one that is left out
 * @property {string} at the value, or the entry, that was looked at: numbers without a name stand for it
 */

const PART = "submission";
/** @type {Brought} */
const NOTHING = { text: "", files: [], chosen: {}, at: "" };

/** The limits of `app/answer/submission.py`; all files go with one request, which has 1,000,000 bytes at most. */
export const LONGEST = 200_000;
export const MOST_FILES = 8;

/** @returns {Brought} */
export function readBrought() {
  const kept = readPart(PART);
  const isWhole = typeof kept?.text === "string" && Array.isArray(kept.files) && typeof kept.chosen === "object";
  return isWhole ? { ...NOTHING, ...kept } : NOTHING;
}

/**
 * @param {Brought} brought
 * @returns {boolean} whether there was room for it
 */
export function keepBrought(brought) {
  return keepPart(PART, isEmpty(brought) ? null : brought);
}

/**
 * Whether a change leaves what is brought as it is.
 * @param {Brought} brought
 * @param {Partial<Brought>} change
 */
export function isUnchanged(brought, change) {
  return Object.entries(change).every(([part, value]) => brought[/** @type {keyof Brought} */ (part)] === value);
}

/** @param {Brought} brought */
export function isEmpty({ text, files }) {
  return text.trim() === "" && files.length === 0;
}

/** The bytes of a text, as it is sent. @param {string} text */
export function bytesOf(text) {
  return new Blob([text]).size;
}

/**
 * The name of what is looked at: the value of the step, or its entry that is pinned.
 * @param {Player} player
 */
export function placeOf({ store: { state } }) {
  const { name } = currentStep(state);
  const { pinned } = state;
  return pinned?.name === name ? `${name}[row ${pinned.row + 1}, column ${pinned.col + 1}]` : name;
}

/** The bytes of all files together, about. @param {Brought} brought */
export function sizeOf({ files }) {
  return files.reduce((sum, [, data]) => sum + (3 * data.length) / 4, 0);
}
