/** The button that opens the menu. The menu is loaded when it is first opened. */

import { el, icon } from "../core/dom.js";
import { MENU } from "../core/icons.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function openButton(player) {
  const name = player.text("head.menu");
  const button = el(
    "button",
    { type: "button", class: "head-button open-menu", "aria-haspopup": "dialog", "aria-expanded": "false" },
    icon(MENU),
    el("span", {}, name),
  );
  button.addEventListener("click", () => {
    import("./menu.js").then(({ toggleMenu }) => toggleMenu(player, button), console.error);
  });
  return button;
}
