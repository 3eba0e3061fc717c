/**
 * What a person has chosen once for every page: theme and language. `app/static/chosen.js` keeps it, in the head of each
 * document; a document without it follows the address and the system.
 */

/**
 * @typedef {object} Chosen
 * @property {() => string} theme light, dark, or empty: as the system has it
 * @property {(theme: string) => void} chooseTheme
 * @property {(asked?: string) => string} language of a page whose address asks for one, or for none
 * @property {(lang: string) => void} chooseLanguage
 * @property {() => void} forget
 */

/** @type {Chosen} */
const NOTHING = {
  theme: () => "",
  chooseTheme: () => undefined,
  language: (asked) => asked ?? "",
  chooseLanguage: () => undefined,
  forget: () => undefined,
};

export const ofThisBrowser = /** @type {{chosen?: Chosen}} */ (globalThis).chosen ?? NOTHING;
