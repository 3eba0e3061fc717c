/** The drawer in which a network is built. The player stays beside it and shows every choice at once. */

import { putBeside } from "../core/beside.js";
import { sendCommand } from "../core/commands.js";
import { el, icon } from "../core/dom.js";
import { CLOSE } from "../core/icons.js";
import { openedOnPage } from "../core/layers.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { fillIn } from "../core/words.js";
import { drawConventions } from "./conventions.js";
import { createDraft } from "./draft.js";
import { keepFocusIn } from "./focus.js";
import { drawLayers } from "./layers.js";
import { createWritten } from "./written.js";
import { drawBegin, drawLoss, drawSamples, drawTraining, drawWeights } from "./sections.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {{value: string, label: string, about: string}} Option */
/**
 * @typedef {object} Convention
 * @property {string} name
 * @property {string} label
 * @property {string} line
 * @property {{value: string | number | boolean, label: string}[]} options
 */
/**
 * @typedef {object} Offer everything that can be chosen
 * @property {Record<string, string>} text
 * @property {Option[]} preset
 * @property {Option[]} activation
 * @property {Record<string, string[]>} outputs
 * @property {Option[]} norm
 * @property {{value: number, label: string}[]} dropout
 * @property {Option[]} loss
 * @property {Option[]} penalty
 * @property {Option[]} optimizer
 * @property {Option[]} data
 * @property {Option[]} start
 * @property {Convention[]} conventions
 * @property {(Option & {conventions: Record<string, string | number | boolean>})[]} sets
 */
/**
 * @typedef {object} Building
 * @property {Player} player
 * @property {Offer} offer
 * @property {import("./draft.js").Draft} draft
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 */

const STYLE = loadSheet("builder/builder");

/**
 * @param {Player} player
 * @param {boolean} takesFocus
 * @param {() => void} closed
 * @returns {Promise<{close: () => void}>}
 */
export async function openBuilder(player, takesFocus, closed) {
  const [style, offer] = await Promise.all([STYLE, fetchOffer(player.store.state.data.lang)]);
  adoptSheet(player.root, style);
  const say = sayer(offer);
  const drawer = el("section", { class: "builder", "aria-label": say("title") });
  const takeAway = putBeside(player, "builder", drawer, () => close());
  const building = { player, offer, say, draft: createDraft(player) };
  const body = el("div", { class: "choices" });
  drawer.append(drawHead(say, close), body);
  const written = createWritten(building);
  const draw = () => keepFocusIn(drawer, () => body.replaceChildren(...drawAll(building, written.element)));
  // An answer to a question leaves the design as it is: what is being dragged or typed is not drawn again.
  const unsubscribe = player.store.subscribe((state, before) => state.data.design !== before.data.design && draw());
  // Whoever hears that it is closed gives the focus back.
  const shut = openedOnPage(close, null);
  function close() {
    shut();
    unsubscribe();
    written.end();
    takeAway();
    closed();
  }
  drawer.addEventListener("keydown", (event) => keys(player, event));
  player.signal.addEventListener("abort", shut);
  draw();
  if (takesFocus) drawer.querySelector("button")?.focus();
  return { close };
}

/** What is offered, by language. @type {Map<string, Offer>} */
const offers = new Map();

/**
 * @param {string} lang
 * @returns {Promise<Offer>}
 */
export async function fetchOffer(lang) {
  const known = offers.get(lang);
  if (known) return known;
  const answer = await fetch(new URL(`../choices-${lang}.json`, import.meta.url));
  const offer = await answer.json();
  offers.set(lang, offer);
  return offer;
}

/** @param {Offer} offer */
function sayer(offer) {
  return (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
    fillIn(offer.text[key] ?? key, values);
}

/**
 * @param {Building["say"]} say
 * @param {() => void} shut
 */
function drawHead(say, shut) {
  const close = el(
    "button",
    { type: "button", class: "close", "aria-label": say("close"), title: say("close") },
    icon(CLOSE),
  );
  close.addEventListener("click", shut);
  return el("header", {}, el("h2", {}, say("title")), close);
}

/**
 * Keep typed keys from the player. Ctrl+Z still undoes, unless a field holds text that was not sent yet.
 * @param {Player} player
 * @param {KeyboardEvent} event
 */
function keys(player, event) {
  event.stopPropagation();
  const target = event.target;
  const half = target instanceof HTMLInputElement && target.value !== target.defaultValue;
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || half) return;
  event.preventDefault();
  sendCommand(player, event.shiftKey ? "redo" : "undo");
}

/**
 * @param {Building} building
 * @param {HTMLElement} written
 */
function drawAll(building, written) {
  const parts = [drawLayers, drawLoss, drawSamples, drawWeights, drawTraining, drawConventions];
  return [drawBegin(building, written), ...parts.map((part) => part(building))];
}
