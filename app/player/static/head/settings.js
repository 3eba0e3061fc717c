/** How every page looks and speaks: its theme and its language, as rows of the menu. */

import { el } from "../core/dom.js";
import { createLanguages } from "./languages.js";
import { createThemes } from "./themes.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * Draw the rows; a wide row above the page has the language itself, and the style sheet hides it here.
 * @param {Pick<Player, "text" | "speak">} player
 * @param {string} lang
 */
export function drawSettings(player, lang) {
  return el(
    "div",
    { class: "head-group" },
    drawSetting(player.text("theme"), createThemes(player)),
    drawSetting(player.text("head.language"), createLanguages(player, lang), "for-languages"),
  );
}

/**
 * @param {string} name which the choice has as its own name, too
 * @param {HTMLElement} choice
 * @param {string} [kind]
 */
function drawSetting(name, choice, kind = "") {
  return el("div", { class: `head-setting ${kind}` }, el("span", { "aria-hidden": "true" }, name), choice);
}
