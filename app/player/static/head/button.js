/** The button that opens the menu. The menu is loaded once the page is idle, so that it works offline too. */

import { el, icon } from "../core/dom.js";
import { MENU } from "../core/icons.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function openButton(player) {
  const name = player.text("head.menu");
  const button = el(
    "button",
    {
      type: "button",
      class: "head-button open-menu",
      "aria-label": name,
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
    },
    icon(MENU),
    el("span", {}, name),
  );
  button.addEventListener("click", () => {
    import("./menu.js").then(({ toggleMenu }) => toggleMenu(player, button), console.error);
  });
  whenIdle(() => void import("./menu.js").catch(console.error));
  return button;
}

/** @param {() => void} task */
function whenIdle(task) {
  // Safari knows no idle callbacks.
  if ("requestIdleCallback" in window) requestIdleCallback(task, { timeout: 5000 });
  else setTimeout(task, 2000);
}
