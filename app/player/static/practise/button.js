/** The button that opens the menu of practices. Their code is loaded when it is first needed. */

import { assign, el, icon, keepFocus } from "../core/dom.js";
import { PRACTISE } from "../core/icons.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function drawPractise(player) {
  const name = player.text("practise");
  const button = el(
    "button",
    { type: "button", class: "control practise", title: name, "aria-haspopup": "dialog", "aria-expanded": "false" },
    icon(PRACTISE),
    el("span", {}, name),
  );
  keepFocus(button);
  button.addEventListener("click", () => {
    import("./menu.js").then(({ toggleMenu }) => toggleMenu(player, button), report);
  });
  const show = () => assign(button, { "aria-pressed": player.store.state.data.practice ? "true" : null });
  player.store.subscribe((state, before) => state.data !== before.data && show());
  show();
  return button;
}

/** @param {Player} player */
export function enablePractise(player) {
  let open = false;
  const show = () => {
    if (open || !player.store.state.data.practice) return;
    open = true;
    import("./practice.js").then(({ openPractice }) => openPractice(player), report);
  };
  player.store.subscribe((state, before) => state.data !== before.data && show());
  show();
}

/** @param {unknown} error */
function report(error) {
  console.error(error);
}
