/** The language of the page: which one it begins with, and how screen readers are told. */

import { ofThisBrowser } from "./chosen.js";

/** Streamlit's own texts, which are English in every language. */
const ENGLISH = 'a[href^="#"], [data-testid="stStatusWidget"]';

/**
 * The language of the app that a word stands for, such as `zh-CN` or `ZH`; none for another.
 * @param {string} [word]
 */
export function languageOf(word = "") {
  return ["en", "zh"].find((lang) => word.trim().toLowerCase().split(/[-_]/)[0] === lang);
}

/**
 * The language in which a page begins.
 * @param {string} [asked] by the address
 */
export function firstLanguage(asked) {
  return languageOf(ofThisBrowser.language(asked)) ?? "en";
}

/** @param {string} lang */
export function setLanguage(lang) {
  document.documentElement.lang = lang;
  for (const part of document.querySelectorAll(ENGLISH)) part.setAttribute("lang", "en");
}
