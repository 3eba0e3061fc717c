/** The choice of the language. */

import { ofThisBrowser } from "../core/chosen.js";
import { createChoice } from "../core/choice.js";
import { el } from "../core/dom.js";

/** Each in its own words. */
const LANGUAGES = [
  { value: "en", text: "EN", name: "English", tag: "en" },
  { value: "zh", text: "中文", name: "中文", tag: "zh-Hans" },
];

/** Whether the language was chosen just now: then the new choice takes the focus of the old one. */
let chosen = false;

/**
 * @param {Pick<import("../core/types.js").Player, "text" | "speak">} player
 * @param {string} lang that is spoken now
 */
export function createLanguages(player, lang) {
  const options = LANGUAGES.map(({ value, text, name, tag }) => ({
    value,
    text: el(
      "span",
      { lang: tag, "aria-label": name === text ? null : name, role: name === text ? null : "img" },
      text,
    ),
    title: name,
  }));
  const choice = createChoice(player.text("head.language"), options, (picked) => {
    chosen = choice.element.matches(":focus-within");
    ofThisBrowser.chooseLanguage(picked);
    player.speak(picked);
  });
  choice.element.classList.add("languages");
  choice.show(lang);
  if (chosen) requestAnimationFrame(() => takeFocus(choice.element));
  return choice.element;
}

/** @param {HTMLElement} choice */
function takeFocus(choice) {
  chosen = false;
  const option = choice.querySelector('[aria-checked="true"]');
  if (option instanceof HTMLElement) option.focus();
}
