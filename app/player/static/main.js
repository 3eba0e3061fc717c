/** Mounts the player where Python put its empty element, and hands it new data when there is some. */

import { createControls } from "./controls.js";
import { el } from "./dom.js";
import { enableEditing } from "./edit.js";
import { acknowledge, enqueue, pendingEdits, unanswered } from "./events.js";
import { createGraph } from "./graph.js";
import { createHelp } from "./help.js";
import { enableKeys, freeArrows } from "./keys.js";
import { createLive, createNotice } from "./live.js";
import { remember, rememberedCursor, rememberStep } from "./memory.js";
import { currentStep, keyOf } from "./model.js";
import { createPanel } from "./panel.js";
import { enablePlay } from "./play.js";
import { sheets } from "./sheets.js";
import { createStage } from "./stage.js";
import { clampedCursor, createStore } from "./store.js";
import { createTimeline } from "./timeline.js";

/** @typedef {import("./types.js").Data} Data */
/** @typedef {import("./types.js").Mount} Mount */
/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {{player: Player, place: Element, calls: number, mount: Mount, abort: AbortController}} Mounted */

/** Milliseconds after which an answer is missed. */
const PATIENCE = 2000;

/** @type {WeakMap<ParentNode, Mounted>} */
const everywhere = new WeakMap();

/**
 * @param {Mount} mount
 * @returns {() => void}
 */
export default function show(mount) {
  const { data, parentElement } = mount;
  const place = parentElement.querySelector(".player");
  if (!place) throw new Error("no element of class player to mount in");
  if (parentElement instanceof ShadowRoot) parentElement.adoptedStyleSheets = sheets;
  const structure = remember(data);
  if (!structure) {
    mount.setTriggerValue("events", { have: "", list: [] });
    return () => undefined;
  }
  const mounted = stillFits(everywhere.get(parentElement), place, data) ?? build(place, mount, structure);
  mounted.mount = mount;
  everywhere.set(parentElement, mounted);
  receive(mounted.player, data, structure);
  return cleanupOf(mounted, parentElement);
}

/**
 * Streamlit may run the cleanup of an earlier call after a later call was made; only the last one counts.
 * @param {Mounted} mounted
 * @param {ParentNode} parentElement
 */
function cleanupOf(mounted, parentElement) {
  mounted.calls += 1;
  const call = mounted.calls;
  return () => {
    if (call !== mounted.calls) return;
    unmount(mounted);
    everywhere.delete(parentElement);
  };
}

/** @param {Mounted} mounted */
function unmount(mounted) {
  mounted.abort.abort();
  mounted.player.root.remove();
}

/**
 * Another element or another language: begin anew. The cursor is remembered.
 * @param {Mounted | undefined} mounted
 * @param {Element} place
 * @param {Data} data
 */
function stillFits(mounted, place, data) {
  if (!mounted) return null;
  if (mounted.place === place && mounted.player.store.state.data.lang === data.lang) return mounted;
  unmount(mounted);
  return null;
}

/**
 * @param {Element} place
 * @param {Mount} mount
 * @param {Structure} structure
 * @returns {Mounted}
 */
function build(place, mount, structure) {
  const abort = new AbortController();
  const root = el("div", { class: "shell", lang: mount.data.lang === "zh" ? "zh-Hans" : "en" });
  acknowledge(mount.data.reply.id);
  const player = createPlayer(root, firstState(mount.data, structure), abort.signal, (list) => {
    mounted.mount.setTriggerValue("events", { have: player.store.state.data.program, list });
  });
  const mounted = { player, place, calls: 0, mount, abort };
  place.append(root);
  root.append(createGraph(player), createNotice(player), createStage(player), el("div", { class: "foot" }, createTimeline(player), createControls(player)),
    createPanel(player), createLive(player), createHelp(player));
  for (const enable of [enableEditing, enableKeys, freeArrows, enablePlay]) enable(player);
  return mounted;
}

/**
 * @param {Data} data
 * @param {Structure} structure
 * @returns {State}
 */
function firstState(data, structure) {
  return { data, structure, cursor: rememberedCursor(structure), playing: false, speed: 1, pinned: null, panel: null, refused: null, pending: new Map() };
}

/**
 * @param {HTMLElement} root
 * @param {State} first
 * @param {AbortSignal} signal
 * @param {(list: import("./types.js").Event[]) => void} tell
 * @returns {Player}
 */
function createPlayer(root, first, signal, tell) {
  const store = createStore(first);
  /** @type {((name: string | null) => void)[]} */
  const pointers = [];
  /** @type {string | null} */
  let pointed = null;
  const go = (/** @type {number} */ cursor) => store.set({ cursor: clampedCursor(store.state, cursor), playing: false, pinned: null, refused: null });
  store.subscribe((state) => rememberStep(currentStep(state).name));
  return {
    root, store, signal, go,
    text: (key, values = {}) => (store.state.data.text[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)),
    send(wish) {
      tell(enqueue(wish));
      tellAgain(signal, tell);
      store.set({ pending: pendingEdits(keyOf) });
    },
    visit(name) {
      const { step } = store.state.structure.names[name] ?? {};
      if (typeof step === "number") go(step);
      else store.set({ panel: store.state.panel === name ? null : name });
    },
    point(name) {
      if (name === pointed) return;
      pointed = name;
      for (const pointer of pointers) pointer(name);
    },
    onPoint: (pointer) => void pointers.push(pointer),
  };
}

/**
 * A message that was lost on the way is sent again until it is answered; Python handles each event once.
 * @param {AbortSignal} signal
 * @param {(list: import("./types.js").Event[]) => void} tell
 */
function tellAgain(signal, tell) {
  setTimeout(() => {
    const list = unanswered();
    if (signal.aborted || list.length === 0) return;
    tell(list);
    tellAgain(signal, tell);
  }, PATIENCE);
}

/**
 * @param {Player} player
 * @param {Data} data
 * @param {Structure} structure
 */
function receive(player, data, structure) {
  const { state, set } = player.store, answered = acknowledge(data.reply.id);
  if (state.data === data && answered.length === 0) return;
  const begins = answered.some(({ type }) => type === "update");
  const cursor = begins ? 0 : structure === state.structure ? state.cursor : rememberedCursor(structure);
  set({
    data, structure, cursor,
    pinned: structure === state.structure && cursor === state.cursor ? state.pinned : null,
    pending: pendingEdits(keyOf),
    refused: answered.length > 0 ? data.reply.refused : state.refused,
  });
}
