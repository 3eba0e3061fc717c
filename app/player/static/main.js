/** Mount the player where Python put its empty element, and hand it new data when they come. */

import { enableBuilder } from "./builder/button.js";
import { keepAddress } from "./core/address.js";
import { startAt } from "./core/cursor.js";
import { readDisplay } from "./core/display.js";
import { el } from "./core/dom.js";
import { setLanguage } from "./core/language.js";
import { keepLargeValues } from "./core/large-values.js";
import { rememberStructure, rememberLesson, rememberNumbers, rememberStep, wordsIn } from "./core/memory.js";
import { currentStep, keyOf } from "./core/model.js";
import { acknowledge, enqueue, isStopWaiting, pendingEdits, unanswered } from "./core/outbox.js";
import { sheets } from "./core/sheets.js";
import { clampedCursor, createStore } from "./core/store.js";
import { fillIn } from "./core/words.js";
import { enableDisplay } from "./explain/later.js";
import { createPictures } from "./graph/pictures.js";
import { firstView } from "./graph/view.js";
import { enableEditing } from "./matrix/editor.js";
import { createPanel } from "./matrix/panel.js";
import { drawPractise, enablePractise } from "./practise/button.js";
import { enablePresenting } from "./present/key.js";
import { createAnnouncements, createNotice } from "./step/announcements.js";
import { createControls } from "./step/controls.js";
import { createHelp } from "./step/help.js";
import { enableKeys, freeArrows } from "./step/keys.js";
import { enablePlay } from "./step/play.js";
import { createStage } from "./step/stage.js";
import { createTimeline } from "./step/timeline.js";

/** @typedef {import("./core/types.js").Content} Content */
/** @typedef {import("./core/types.js").Data} Data */
/** @typedef {import("./core/types.js").Mount} Mount */
/** @typedef {import("./core/types.js").Player} Player */
/** @typedef {import("./core/types.js").State} State */
/** @typedef {import("./core/types.js").Structure} Structure */
/**
 * @typedef {object} Mounted
 * @property {Player} player
 * @property {Element} place
 * @property {Element} frame
 * @property {number} calls
 * @property {Mount} mount
 * @property {AbortController} abort
 */

/** Milliseconds after which an unanswered message is sent again. */
const PATIENCE = 2000;
/** Milliseconds in which Streamlit may call again after a cleanup. */
const UNTIL_NEXT_CALL = 500;
/** The messages that change the numbers of an iteration. */
const WORK = new Set(["edit", "undo", "redo", "reset"]);

/** @type {WeakMap<ParentNode, Mounted>} */
const mountedIn = new WeakMap();

/**
 * @param {Mount} mount
 * @returns {() => void}
 */
export default function show(mount) {
  const { data, parentElement } = mount;
  const place = parentElement.querySelector(".player");
  if (!place) throw new Error("no element of class player to mount in");
  if (parentElement instanceof ShadowRoot && parentElement.adoptedStyleSheets.length === 0)
    parentElement.adoptedStyleSheets = sheets;
  const structure = rememberStructure(data);
  const lesson = rememberLesson(data);
  if (!structure || (data.lesson && !lesson) || !rememberNumbers(data)) {
    mount.setTriggerValue("events", { have: "", knows: "", holds: 0, list: [] });
    return () => undefined;
  }
  const mounted = stillFits(mountedIn.get(parentElement), place, data) ?? build(place, mount, structure, lesson);
  mounted.mount = mount;
  mountedIn.set(parentElement, mounted);
  receive(mounted.player, data, structure);
  keepAddress(data);
  return cleanupOf(mounted, parentElement);
}

/**
 * Make the cleanup of a call. Streamlit may run it after a later call, or just before the next one, so the player is
 * removed only if its place is gone or no other call follows.
 * @param {Mounted} mounted
 * @param {ParentNode} parentElement
 */
function cleanupOf(mounted, parentElement) {
  mounted.calls += 1;
  const call = mounted.calls;
  return () => {
    const clean = () => {
      if (call !== mounted.calls || mounted.abort.signal.aborted) return;
      unmount(mounted);
      if (mountedIn.get(parentElement) === mounted) mountedIn.delete(parentElement);
    };
    if (mounted.place.isConnected) setTimeout(clean, UNTIL_NEXT_CALL);
    else clean();
  };
}

/** @param {Mounted} mounted */
function unmount(mounted) {
  mounted.abort.abort();
  mounted.frame.remove();
}

/**
 * Find the mounted player if it can stay; another element, language or lesson needs a new one.
 * @param {Mounted | undefined} mounted
 * @param {Element} place
 * @param {Data} data
 */
function stillFits(mounted, place, data) {
  if (!mounted) return null;
  const { state } = mounted.player.store;
  if (mounted.place === place && state.data.lang === data.lang && state.data.lesson?.id === data.lesson?.id)
    return mounted;
  unmount(mounted);
  return null;
}

/**
 * @param {Element} place
 * @param {Mount} mount
 * @param {Structure} structure
 * @param {Content | null} lesson
 * @returns {Mounted}
 */
function build(place, mount, structure, lesson) {
  const abort = new AbortController();
  const lang = mount.data.lang === "zh" ? "zh-Hans" : "en";
  const root = el("div", { class: "shell", lang });
  setLanguage(lang);
  acknowledge(mount.data.reply.id);
  const player = createPlayer(root, firstState(mount.data, structure, lesson), abort.signal, (list) => {
    const { data } = player.store.state;
    mounted.mount.setTriggerValue("events", {
      have: data.program,
      holds: data.number,
      ...(data.lesson && { knows: data.lesson.id }),
      list,
    });
  });
  const frame = lesson ? besideLesson(player) : root;
  const mounted = { player, place, frame, calls: 0, mount, abort };
  place.append(frame);
  root.append(
    createPictures(player),
    createNotice(player),
    createStage(player),
    el("div", { class: "foot" }, createTimeline(player), createControls(player, drawPractise(player))),
    createPanel(player),
    createAnnouncements(player),
    createHelp(player),
  );
  for (const enable of [
    enableEditing,
    enableKeys,
    freeArrows,
    enablePlay,
    enableDisplay,
    enablePractise,
    enablePresenting,
    enableBuilder,
  ])
    enable(player);
  return mounted;
}

/**
 * Put the player beside the text of a lesson, whose code is loaded now.
 * @param {Player} player
 */
function besideLesson(player) {
  const column = el("section", { class: "lesson" });
  import("./lesson/lesson.js").then(
    ({ openLesson }) => openLesson(player, column),
    (/** @type {unknown} */ error) => {
      console.error(error);
    },
  );
  return el("div", { class: "frame" }, column, el("div", { class: "area" }, player.root));
}

/**
 * @param {Data} data
 * @param {Structure} structure
 * @param {Content | null} lesson
 * @returns {State}
 */
function firstState(data, structure, lesson) {
  return {
    data,
    structure,
    ...startAt(data, structure, lesson, data.lesson?.stop ?? ""),
    ...firstView(structure),
    marks: new Map(),
    playing: false,
    speed: 1,
    pinned: null,
    explored: null,
    display: readDisplay(),
    overlay: null,
    previous: null,
    panel: null,
    refused: null,
    pending: new Map(),
  };
}

/**
 * @param {HTMLElement} root
 * @param {State} first
 * @param {AbortSignal} signal
 * @param {(list: import("./core/types.js").Message[]) => void} transmit
 * @returns {Player}
 */
function createPlayer(root, first, signal, transmit) {
  const store = createStore(first);
  /** @type {((name: string | null) => void)[]} */
  const pointers = [];
  /** @type {string | null} */
  let pointed = null;
  const go = (/** @type {number} */ cursor) =>
    store.set({ cursor: clampedCursor(store.state, cursor), focus: [], playing: false, pinned: null, refused: null });
  store.subscribe((state) => rememberStep(currentStep(state).name));
  // Tests and scripts can tell by this whether an answer is still to come.
  store.subscribe(() => root.toggleAttribute("data-waits", unanswered().length > 0));
  return {
    root,
    store,
    signal,
    go,
    text: (key, values = {}) => fillIn(wordsIn(store.state.data.lang)[key] ?? key, values),
    send(wish) {
      const list = enqueue(wish);
      transmit(list);
      sendAgain(signal, transmit, list);
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
 * Send messages again until they are answered. Python handles each of them once.
 * @param {AbortSignal} signal
 * @param {(list: import("./core/types.js").Message[]) => void} transmit
 * @param {import("./core/types.js").Message[]} sent the messages to watch; later ones have their own timeout
 */
function sendAgain(signal, transmit, sent) {
  setTimeout(() => {
    const list = unanswered();
    if (signal.aborted || !list.some((event) => sent.includes(event))) return;
    transmit(list);
    sendAgain(signal, transmit, list);
  }, PATIENCE);
}

/**
 * @param {Player} player
 * @param {Data} data
 * @param {Structure} structure
 */
function receive(player, data, structure) {
  const { state, set } = player.store;
  const answered = acknowledge(data.reply.id);
  keepLargeValues({ ...state, data });
  if (state.data === data && answered.length === 0) return;
  const begins = answered.some(({ type }) => type === "update");
  const stop = isStopWaiting() ? state.stop : (data.lesson?.stop ?? "");
  const moves = structure !== state.structure || stop !== state.stop || data.lesson?.scene !== state.data.lesson?.scene;
  const isAnotherPlace =
    structure !== state.structure ||
    data.iteration !== state.data.iteration ||
    data.lesson?.scene !== state.data.lesson?.scene ||
    Boolean(data.practice) !== Boolean(state.data.practice);
  const { cursor, focus } = begins
    ? { ...state, cursor: 0 }
    : moves
      ? startAt(data, structure, state.lesson, stop)
      : state;
  set({
    data,
    structure,
    cursor,
    stop,
    focus,
    pinned: structure === state.structure && cursor === state.cursor ? state.pinned : null,
    ...(isAnotherPlace
      ? { previous: null, overlay: state.overlay?.kind === "compare" ? null : state.overlay }
      : answered.some(({ type }) => WORK.has(type))
        ? { previous: state.data.values }
        : {}),
    explored: structure === state.structure ? state.explored : null,
    pending: pendingEdits(keyOf),
    refused: answered.length > 0 ? data.reply.refused : state.refused,
  });
}
