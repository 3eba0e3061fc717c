/**
 * The presenter mode: large type, only graph and formula, the keys of a clicker, a spotlight, results that wait for a
 * click.
 */

import { openedOnPage } from "../core/layers.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { freeTarget } from "../step/keys.js";
import { createBar } from "./bar.js";
import { createSpotlight } from "./spotlight.js";
import { createVeil } from "./veil.js";

/** @typedef {import("../core/types.js").Player} Player */
/**
 * @typedef {object} Presenting
 * @property {Player} player
 * @property {AbortController} end
 * @property {Record<Act, () => void>} act
 * @property {(act: Act) => boolean} is
 * @property {() => boolean} reveal
 * @property {() => void} changed
 */
/** @typedef {"text" | "spotlight" | "veil" | "black" | "leave"} Act */

const STYLE = loadSheet("present/present");
/** The keys of the mode. The key for a black screen on a clicker sends B or a full stop. */
const KEYS = /** @type {Record<string, Act>} */ ({ t: "text", s: "spotlight", r: "veil", b: "black", ".": "black" });
const AWAKE = 3000;
const ONWARD = new Set(["ArrowRight", "PageDown", " "]);

/** @type {WeakMap<Player, Presenting>} */
const running = new WeakMap();

/** @param {Player} player */
export async function toggle(player) {
  adoptSheet(player.root, await STYLE);
  if (player.signal.aborted) return;
  const now = running.get(player);
  if (now) return leave(now);
  running.set(player, begin(player));
  player.store.set({ presenting: true });
}

/** @param {Player} player */
function begin(player) {
  const end = new AbortController();
  const { signal } = end;
  const veil = createVeil(player, signal);
  // The place is asked for each time: the player moves into that of Streamlit.
  const classes = () => hostOf(player).classList;
  const flip = (/** @type {string} */ name) => () => {
    classes().toggle(name);
    presenting.changed();
  };
  /** @type {() => void} */
  let uncovered = () => undefined;
  const black = () => {
    uncovered();
    flip("black")();
    if (classes().contains("black")) uncovered = openedOnPage(black, null);
  };
  /** @type {Presenting} */
  const presenting = {
    player,
    end,
    act: {
      text: flip("with-text"),
      spotlight: flip("spotlit"),
      black,
      veil: () => (veil.toggle(), presenting.changed()),
      leave: () => leave(presenting),
    },
    is: (act) =>
      act === "veil"
        ? veil.on()
        : classes().contains({ text: "with-text", spotlight: "spotlit", black: "black", leave: "" }[act]),
    reveal: () => veil.reveal(),
    changed: () => undefined,
  };
  show(player, true);
  createSpotlight(player, signal);
  presenting.changed = createBar(presenting);
  wake(classes, signal);
  document.addEventListener("keydown", (event) => press(presenting, event), { capture: true, signal });
  player.root.addEventListener("click", () => classes().contains("black") && black(), { capture: true, signal });
  for (const close of [openedOnPage(() => leave(presenting), null), () => uncovered()])
    signal.addEventListener("abort", close);
  player.signal.addEventListener("abort", () => close(presenting), { signal });
  return presenting;
}

/** @param {Player} player */
function hostOf({ root }) {
  return root.closest(".player") ?? root;
}

/**
 * @param {Player} player
 * @param {boolean} on
 */
function show(player, on) {
  hostOf(player).classList.toggle("presenting", on);
  document.documentElement.toggleAttribute("data-presenting", on);
  const within = player.root.getRootNode();
  if (on && within instanceof ShadowRoot && within.activeElement instanceof HTMLElement) within.activeElement.blur();
}

/**
 * Show the buttons at first and while the pointer moves.
 * @param {() => DOMTokenList} classes
 * @param {AbortSignal} signal
 */
function wake(classes, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stir = () => {
    classes().add("awake");
    clearTimeout(timer);
    timer = setTimeout(() => classes().remove("awake"), AWAKE);
  };
  document.addEventListener("pointermove", stir, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  stir();
}

/** @param {Presenting} presenting */
function leave(presenting) {
  close(presenting);
  presenting.player.store.set({ presenting: false });
}

/** @param {Presenting} presenting */
function close({ player, end }) {
  end.abort();
  running.delete(player);
  hostOf(player).classList.remove("with-text", "spotlit", "black", "awake");
  player.root.querySelector(".present-bar")?.remove();
  show(player, false);
}

/**
 * @param {Presenting} presenting
 * @param {KeyboardEvent} event
 */
function press(presenting, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || !freeTarget(event)) return;
  const { classList } = hostOf(presenting.player);
  const act = KEYS[event.key.toLowerCase()];
  if (act) presenting.act[act]();
  else if (classList.contains("black")) presenting.act.black();
  else if (ONWARD.has(event.key) && presenting.reveal()) presenting.changed();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
