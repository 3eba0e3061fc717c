/** In what language the page is, for what reads it aloud: Streamlit says English of every page. */

/** Streamlit's own words, which are English in every language. */
const ENGLISH = 'a[href^="#"], [data-testid="stStatusWidget"]';

/** @param {string} lang */
export function setLanguage(lang) {
  document.documentElement.lang = lang;
  for (const part of document.querySelectorAll(ENGLISH)) part.setAttribute("lang", "en");
}
