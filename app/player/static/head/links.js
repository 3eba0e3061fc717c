/** The links to the pages of the app. Streamlit has them too, but it comes later than the player. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/** The pages, by their paths; that of the player has none. */
const PAGES = { step: "", lessons: "lessons", formulas: "formulas", train: "train" };
const STREAMLIT = '[data-testid="stApp"]';

/**
 * @param {Pick<Player, "text">} player
 * @param {string} current the name of the page that is open
 * @param {(path: string) => string} query that another page is handed
 */
export function createLinks(player, current, query) {
  const links = Object.entries(PAGES).map(([name, path]) => {
    const link = el("a", { "aria-current": name === current ? "page" : null }, player.text(`pages.${name}`));
    link.addEventListener("click", (event) => turnTo(event, link.href));
    return { link, name, path };
  });
  /** Write where the links lead now. */
  const show = () => {
    for (const { link, name, path } of links)
      link.href = name === current ? location.href : new URL(`./${path}${query(path)}`, document.baseURI).href;
  };
  show();
  const element = el("nav", { class: "pages", "aria-label": player.text("pages") }, ...links.map(({ link }) => link));
  return { element, show };
}

/**
 * Turn to a page without loading the document again: Streamlit follows the address as after the browser's back button.
 * Until it has taken the player in, it may not know its pages yet, and the browser follows the link.
 * @param {MouseEvent} event
 * @param {string} address
 */
function turnTo(event, address) {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!isWithinStreamlit(event.currentTarget)) return;
  event.preventDefault();
  if (new URL(address).pathname === location.pathname) return;
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** @param {globalThis.EventTarget | null} link */
function isWithinStreamlit(link) {
  const root = link instanceof Element ? link.getRootNode() : null;
  return root instanceof ShadowRoot && root.host.closest(STREAMLIT) !== null;
}
