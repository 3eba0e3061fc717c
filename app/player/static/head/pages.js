/** The links to the pages of the app. Streamlit has them too, but it comes later than the player. */

import { el } from "../core/dom.js";
import { hasChanged } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

/** The pages, by their paths; that of the player has none. */
const PAGES = { step: "", lessons: "lessons" };
const STREAMLIT = '[data-testid="stApp"]';

/** @param {Player} player */
export function drawPages(player) {
  const links = Object.entries(PAGES).map(([name, path]) => {
    const link = el("a", { "aria-current": path ? null : "page" }, player.text(`pages.${name}`));
    link.addEventListener("click", (event) => turnTo(event, link.href));
    return { link, path };
  });
  const show = () => {
    for (const { link, path } of links)
      link.href = new URL(path ? `${path}${handedTo(player.store.state)}` : location.href, document.baseURI).href;
  };
  show();
  const stop = player.store.subscribe((state, before) => hasChanged(state, before, "work", "data") && show());
  player.signal.addEventListener("abort", stop);
  return el("nav", { class: "pages", "aria-label": player.text("pages") }, ...links.map(({ link }) => link));
}

/**
 * What another page is told by its address: the language, and where the lessons were left.
 * @param {{data: {lang: string}, work: {reached?: Record<string, string>}}} state
 */
export function handedTo({ data, work }) {
  const reached = Object.entries(work.reached ?? {}).map(([lesson, stop]) => `${lesson}:${stop}`);
  const query = new URLSearchParams({ lang: data.lang });
  if (reached.length > 0) query.set("reached", reached.join());
  return `?${query}`;
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
