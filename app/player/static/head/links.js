/** The links to the pages of the app. Streamlit has them too, but it comes later than the player. */

import { assign, el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/** The pages, by their paths; that of the player has none, and the check is made in it. */
export const PAGES = { step: "", check: "", lessons: "lessons", formulas: "formulas", train: "train" };
const STREAMLIT = '[data-testid="stApp"]';

/**
 * @param {Pick<Player, "text">} player
 * @param {() => string} current the name of the page that is open
 * @param {(path: string, name: string) => string} query that another page is handed
 * @param {(name: string) => boolean} [turn] turns to a page that is here already
 */
export function createLinks(player, current, query, turn = () => false) {
  const links = Object.entries(PAGES).map(([name, path]) => {
    const link = el("a", {}, player.text(`pages.${name}`));
    link.addEventListener("click", (event) => {
      if (isPlainClick(event) && turn(name)) event.preventDefault();
      else turnTo(event, link.href);
    });
    return { link, name, path };
  });
  /** Write where the links lead now, and which page is open. */
  const show = () => {
    for (const { link, name, path } of links) {
      const isOpen = name === current();
      assign(link, { "aria-current": isOpen ? "page" : null });
      link.href = isOpen ? location.href : new URL(`./${path}${query(path, name)}`, document.baseURI).href;
    }
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
export function turnTo(event, address) {
  if (!isPlainClick(event)) return;
  if (!isWithinStreamlit(event.currentTarget)) return;
  event.preventDefault();
  if (new URL(address).pathname === location.pathname) return;
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** Is it no click that opens another tab or window? @param {MouseEvent} event */
function isPlainClick(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

/** @param {globalThis.EventTarget | null} link */
function isWithinStreamlit(link) {
  const root = link instanceof Element ? link.getRootNode() : null;
  return root instanceof ShadowRoot && root.host.closest(STREAMLIT) !== null;
}
