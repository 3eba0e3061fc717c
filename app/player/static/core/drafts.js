/**
 * What is typed into a field and not handed over yet: in this tab it outlives the field and a reload. For long texts; a
 * number, a name or a word to search for is soon typed again.
 */

import { PREFIX } from "./kept.js";

/** @param {string} key */
const nameOf = (key) => `${PREFIX}draft.${key}`;

/**
 * Put back into a field what was typed there before, and keep from now on what differs from what stands there by itself.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} key what the field is for
 */
export function keepDraft(field, key) {
  const usual = field.value;
  field.value = read(key) ?? usual;
  field.addEventListener("input", () => (field.value === usual ? forgetDraft(key) : keep(key, field.value)));
}

/**
 * Forget what was typed: it is handed over, or something else stands there now.
 * @param {string} key
 */
export function forgetDraft(key) {
  try {
    sessionStorage.removeItem(nameOf(key));
  } catch {
    // Then nothing is stored.
  }
}

/** @param {string} key */
function read(key) {
  try {
    return sessionStorage.getItem(nameOf(key));
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
function keep(key, text) {
  try {
    sessionStorage.setItem(nameOf(key), text);
  } catch {
    // There is no room, or no storage at all: what is kept must not be older than what is typed.
    forgetDraft(key);
  }
}
