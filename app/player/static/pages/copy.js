/** The entry of the menu that copies the address of the page as it is now. */

import { copyText } from "../core/clipboard.js";
import { el, icon } from "../core/dom.js";
import { LINK } from "../core/icons.js";

/** @param {import("./page.js").Page} page */
export function drawCopy(page) {
  const status = el("div", { class: "head-said", role: "status" });
  const button = el(
    "button",
    { type: "button", class: "head-entry", "data-entry": "link" },
    icon(LINK),
    el("span", {}, page.text("menu.link")),
  );
  button.addEventListener("click", async () => {
    const copied = await copyText(location.href);
    status.replaceChildren(page.text(copied ? "menu.link.copied" : "menu.link.failed"));
  });
  return { entry: el("div", { class: "head-group" }, button), status };
}
