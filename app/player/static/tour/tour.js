/** Five stops through the page: each lights one part of it, and a card says what it is for. */

import { closeButton, el } from "../core/dom.js";
import { opened } from "../core/layers.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { boxAround, placeCard, placeRing } from "./place.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {{ring: HTMLElement, card: HTMLElement, end: AbortController}} Tour */

const STYLE = loadSheet("tour/tour");
/** The stops, and the parts of the page that each is about. */
const STOPS = /** @type {const} */ ([
  ["picture", [".pictures"]],
  ["numbers", [".stage .work"]],
  ["steps", [".foot", ".timeline", ".steps"]],
  ["others", [".head .pages", ".head .head-about"]],
  ["menu", [".head .head-end"]],
]);

/** Whether somebody is shown around now. */
let isRunning = false;

/** @param {Player} player */
export async function showAround(player) {
  const style = await STYLE;
  if (isRunning || player.signal.aborted) return;
  isRunning = true;
  adoptSheet(player.root, style);
  const end = new AbortController();
  const { signal } = end;
  const ring = el("div", { class: "tour-ring", popover: "manual", "aria-hidden": "true" });
  const card = el("div", { class: "tour-card", popover: "manual", role: "dialog", "aria-live": "polite" });
  const close = () => end.abort();
  signal.addEventListener("abort", opened(close));
  signal.addEventListener("abort", () => {
    for (const part of [ring, card]) part.remove();
    isRunning = false;
  });
  player.signal.addEventListener("abort", close, { signal });
  player.root.append(ring, card);
  for (const part of [ring, card]) part.showPopover();
  // What is pressed in the card means nothing to the player.
  card.addEventListener("keydown", (event) => event.stopPropagation());
  let stop = 0;
  const show = () => {
    drawStop(player, card, stop, close, go);
    settle(player, ring, card, stop);
  };
  function go(/** @type {number} */ next) {
    stop = next;
    show();
    /** @type {HTMLElement | null} */ (card.querySelector("button.main"))?.focus();
  }
  addEventListener("resize", () => settle(player, ring, card, stop), { signal });
  go(0);
}

/**
 * @param {Player} player
 * @param {HTMLElement} card
 * @param {number} stop
 * @param {() => void} close
 * @param {(stop: number) => void} go
 */
function drawStop(player, card, stop, close, go) {
  const [name] = STOPS[stop] ?? STOPS[0];
  const isLast = stop === STOPS.length - 1;
  const back = el("button", { type: "button", class: "boxed" }, player.text("tour.back"));
  back.hidden = stop === 0;
  back.addEventListener("click", () => go(stop - 1));
  const on = el("button", { type: "button", class: "boxed main" }, player.text(isLast ? "tour.end" : "tour.next"));
  on.addEventListener("click", () => (isLast ? close() : go(stop + 1)));
  card.setAttribute("aria-label", player.text(`tour.${name}`));
  card.replaceChildren(
    el("h2", {}, player.text(`tour.${name}`)),
    el("p", {}, player.text(`tour.${name}.line`)),
    el("div", { class: "on" }, el("span", {}, player.text("tour.at", { stop: stop + 1, of: STOPS.length })), back, on),
    closeButton(player.text("close"), close),
  );
}

/**
 * Put ring and card where the part of a stop is.
 * @param {Player} player
 * @param {HTMLElement} ring
 * @param {HTMLElement} card
 * @param {number} stop
 */
function settle(player, ring, card, stop) {
  const [, selectors] = STOPS[stop] ?? STOPS[0];
  const page = player.root.closest(".page");
  const parts = selectors.map((selector) => page?.querySelector(selector) ?? null);
  const boxes = parts.flatMap((part) => (part?.checkVisibility() ? [part.getBoundingClientRect()] : []));
  const around = boxAround(boxes.length > 0 ? boxes : [player.root.getBoundingClientRect()]);
  placeRing(ring, around);
  placeCard(card, around);
}
