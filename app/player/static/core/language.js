/** Tell screen readers the language of the page: Streamlit marks every page as English. */

/** Streamlit's own texts, which are English in every language. */
const ENGLISH = 'a[href^="#"], [data-testid="stStatusWidget"]';

/** @param {string} lang */
export function setLanguage(lang) {
  document.documentElement.lang = lang;
  for (const part of document.querySelectorAll(ENGLISH)) part.setAttribute("lang", "en");
}
