/** The choice of the theme: as the system has it, light, dark. */

import { ofThisBrowser } from "../core/chosen.js";
import { createChoice } from "../core/choice.js";

/** The first is not a theme: the page follows the system. */
const THEMES = ["system", "light", "dark"];

/** @param {Pick<import("../core/types.js").Player, "text">} player */
export function createThemes(player) {
  const options = THEMES.map((value) => ({ value, text: player.text(`theme.${value}`) }));
  const choice = createChoice(player.text("theme"), options, (value) => {
    ofThisBrowser.chooseTheme(value === "system" ? "" : value);
    choice.show(value);
  });
  choice.element.classList.add("themes");
  choice.show(ofThisBrowser.theme() || "system");
  return choice.element;
}
