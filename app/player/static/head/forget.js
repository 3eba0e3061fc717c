/** Forget everything that is kept on this computer, after a question. */

import { ofThisBrowser } from "../core/chosen.js";
import { el } from "../core/dom.js";
import { showDialog } from "./dialog.js";

/** @param {import("./menu.js").Menu} menu */
export function askAndForget({ player, button }) {
  const keep = el("button", { type: "button", class: "head-button" }, player.text("forget.keep"));
  const forget = el("button", { type: "button", class: "head-button danger" }, player.text("forget.do"));
  const dialog = showDialog(player, button, player.text("forget.title"), [
    el("p", {}, player.text("forget.line")),
    el("div", { class: "answers" }, keep, forget),
  ]);
  keep.addEventListener("click", () => dialog.close());
  forget.addEventListener("click", () => {
    dialog.close();
    ofThisBrowser.forget();
    player.forget();
  });
  keep.focus();
}
