/** On a phone: a sheet from below with the sum of the entry that was tapped, and what the drawer shows of it. */

import { afterPaint } from "../core/after-paint.js";
import { closeButton, el } from "../core/dom.js";
import { keyOf } from "../core/model.js";
import { isNarrow, onNarrow } from "../core/narrow.js";
import { hasChanged, isOtherStep } from "../core/store.js";
import { drawValue, entryLabel } from "../explain/entry.js";
import { pullDown } from "./pull.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Place} Place */

/**
 * @param {Player} player
 * @param {HTMLElement} stage whose written sum stands in the sheet on a phone
 */
export function createSheet(player, stage) {
  const { store } = player;
  const shut = () => store.set({ pinned: null, explored: null });
  /** @type {Place | null} */
  let place = null;
  const title = el("h2", { tabindex: "-1" });
  const head = el("header", {}, title, closeButton(player.text("close"), shut));
  const body = el("div", { class: "sheet-body" });
  const sheet = el(
    "section",
    { class: "sheet", "aria-label": player.text("explain.drawer"), hidden: true },
    head,
    body,
  );
  const written = stage.querySelector(".written");
  const home = written?.parentElement ?? stage;
  const reveal = afterPaint(() => sheet.hidden || revealCell(player, sheet, place));
  const observer = new ResizeObserver(reveal);
  observer.observe(sheet);
  player.signal.addEventListener("abort", () => observer.disconnect());
  function show() {
    const next = store.state.explored ?? store.state.pinned;
    const [opens, had] = [sheet.hidden, sheet.matches(":focus-within")];
    sheet.hidden = next === null || !isNarrow();
    player.root.classList.toggle("with-sheet", !sheet.hidden);
    sheet.classList.toggle("exploring", store.state.explored !== null);
    if (sheet.hidden && had) cellAt(player, place)?.focus({ preventScroll: true });
    place = next;
    if (sheet.hidden || !place) return;
    title.replaceChildren(entryLabel(store.state, place), " = ", el("b", {}, drawValue(store.state, place)));
    reveal();
    if (opens && !store.state.explored) takeFocus(player, title);
  }
  onNarrow(player, (narrow) => {
    if (written) (narrow ? body : home).append(written);
    show();
  });
  store.subscribe((state, before) => {
    if (state.explored && isOtherStep(state, before) && isNarrow()) shut();
    else if (hasChanged(state, before, "pinned", "explored", "data", "display")) show();
  });
  pullDown(head, sheet, shut);
  shutOutside(player, sheet, shut);
  return sheet;
}

/**
 * @param {Player} player
 * @param {Place | null} place
 * @returns {HTMLElement | null}
 */
function cellAt(player, place) {
  if (!place) return null;
  const key = CSS.escape(keyOf(place.name, place.row, place.col));
  return player.root.querySelector(`.numbers td[data-key="${key}"]`);
}

/**
 * Scroll so that the entry stands above the sheet, which says how high it is.
 * @param {Player} player
 * @param {HTMLElement} sheet
 * @param {Place | null} place
 */
function revealCell(player, sheet, place) {
  player.root.style.setProperty("--sheet", `${sheet.offsetHeight}px`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  cellAt(player, place)?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}

/**
 * The focus goes to the sheet, so that a screen reader reads on there; not while a number is typed.
 * @param {Player} player
 * @param {HTMLElement} title
 */
function takeFocus(player, title) {
  queueMicrotask(() => {
    if (!player.root.querySelector("input:focus")) title.focus({ preventScroll: true });
  });
}

/**
 * A tap on anything but the sheet and the entries closes it.
 * @param {Player} player
 * @param {HTMLElement} sheet
 * @param {() => void} shut
 */
function shutOutside(player, sheet, shut) {
  document.addEventListener(
    "click",
    (event) => {
      if (sheet.hidden) return;
      const path = event.composedPath();
      const isEntry = path.some((node) => node instanceof Element && node.matches(".numbers td, dialog"));
      if (!isEntry && !path.includes(sheet)) shut();
    },
    { signal: player.signal },
  );
}
