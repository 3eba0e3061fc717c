/** The row above a page that Streamlit draws, alike to the player's: the pages, the language, the menu. */

import { el, icon } from "../core/dom.js";
import { MENU } from "../core/icons.js";
import { parametersOf } from "../core/parameters.js";
import { toggleBox } from "../head/box.js";
import { createLanguages } from "../head/languages.js";
import { CHECKING } from "../core/address.js";
import { createLinks } from "../head/links.js";
import { drawLogo } from "../head/logo.js";
import { drawSettings } from "../head/settings.js";
import { drawCopy } from "./copy.js";

/** @typedef {import("./page.js").Page} Page */

/** Where the lessons were left, as the player told the first of these pages. */
let reached = "";

/** @param {Page} page */
export function drawRow(page) {
  reached = parametersOf().reached ?? reached;
  const { given } = page;
  const { element, show } = createLinks(
    page,
    () => given.page,
    (path, name) => handedTo(path, name, given),
  );
  // The address of this page changes with what is done on it.
  element.addEventListener("pointerenter", show);
  element.addEventListener("focusin", show);
  return el(
    "header",
    { class: "head" },
    drawLogo(),
    el("p", { class: "brand" }, page.text("head.title")),
    element,
    el("div", { class: "head-end" }, createLanguages(page, given.lang), drawButton(page)),
  );
}

/**
 * @param {string} path of another page
 * @param {string} name
 * @param {import("./page.js").Given} given
 */
function handedTo(path, name, { lang, work }) {
  const query = new URLSearchParams({ ...(path ? {} : work), ...(name === "check" && CHECKING), lang });
  if (path === "lessons" && reached) query.set("reached", reached);
  return `?${query}`;
}

/** @param {Page} page */
function drawMenu(page) {
  const { entry, status } = drawCopy(page);
  return [entry, drawSettings(page, page.given.lang), status];
}

/** @param {Page} page */
function drawButton(page) {
  const name = page.text("head.menu");
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
  button.addEventListener("click", () => toggleBox(button, name, () => drawMenu(page), page.signal));
  return button;
}
