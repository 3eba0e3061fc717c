/** Build the player from an answer: every part of it, with what was open. */

import { enableBuilder } from "./builder/button.js";
import { CHECKING, asksToCheck } from "./core/address.js";
import { startAt } from "./core/cursor.js";
import { readDisplay } from "./core/display.js";
import { el } from "./core/dom.js";
import { setLanguage } from "./core/language.js";
import { enableEscape } from "./core/layers.js";
import { createPlayer } from "./core/player.js";
import { waitingOf } from "./core/receive.js";
import { stateOf } from "./core/view.js";
import { enableDisplay, switchOverlay } from "./explain/later.js";
import { createPictures } from "./graph/pictures.js";
import { viewFor } from "./graph/view.js";
import { createBanner } from "./head/banner.js";
import { createHead } from "./head/head.js";
import { enableClipboard } from "./matrix/clipboard.js";
import { enableEditing } from "./matrix/editor.js";
import { createPanel } from "./matrix/panel.js";
import { enableRefusals, typeOn } from "./matrix/refusal.js";
import { enableUnread } from "./matrix/unread.js";
import { drawPractise, enablePractise } from "./practise/button.js";
import { enablePresenting } from "./present/key.js";
import { createAnnouncements, createNotice } from "./step/announcements.js";
import { createAside } from "./step/aside.js";
import { createControls } from "./step/controls.js";
import { createHelp } from "./step/help.js";
import { enableKeys } from "./step/keys.js";
import { enableOpenStates } from "./step/open-states.js";
import { enablePlay } from "./step/play.js";
import { createSheet } from "./step/sheet.js";
import { createStage } from "./step/stage.js";
import { createTimeline } from "./step/timeline.js";
import { createWelcome } from "./tour/welcome.js";

/** @typedef {import("./core/receive.js").Received} Received */
/** @typedef {import("./core/types.js").Answer} Answer */
/** @typedef {import("./core/types.js").Change} Change */
/** @typedef {import("./core/types.js").Player} Player */
/** @typedef {import("./core/types.js").State} State */
/** @typedef {import("./core/types.js").Tab} Tab */
/** @typedef {import("./core/types.js").View} View */
/** @typedef {{player: Player, frame: Element, abort: AbortController}} Mounted */
/** @typedef {(player: Player, column: HTMLElement) => void} OpenLesson writes the text of a lesson */
/**
 * @typedef {object} Opened what is open in this tab
 * @property {Tab} tab
 * @property {() => boolean} isBusy whether an answer is still to come
 * @property {() => void} touch keeps the work, soon
 * @property {Pick<Player, "send" | "expect" | "ask" | "stop" | "link" | "presentLink" | "forget" | "speak">} doing
 */
/**
 * @typedef {object} How
 * @property {Change | undefined} change what was answered
 * @property {View | null} lastView how the work was looked at before; null if it comes with its own view
 * @property {OpenLesson | null} openLesson null if the answer is of no lesson, or the code of lessons did not come
 */

/**
 * Build the player in an element, from an answer.
 * @param {Element} own
 * @param {{received: Received, answer: Answer}} shown
 * @param {How} how
 * @param {Opened} opened
 * @returns {Mounted}
 */
export function build(own, { received: first, answer }, { change, lastView, openLesson }, opened) {
  const abort = new AbortController();
  const lang = first.data.lang === "zh" ? "zh-Hans" : "en";
  const root = el("div", { class: "shell", lang });
  setLanguage(lang);
  const view = { ...(lastView ?? answer.work.view), ...(asksToCheck() && CHECKING) };
  const isOtherLesson = change?.type === "lesson" || change?.type === "leave";
  const state = firstState(first, answer.work, isOtherLesson ? { ...view, step: "" } : view, opened);
  const player = createPlayer(root, state, abort.signal, opened.doing);
  enableEditing(player);
  const shown = first.lesson ? besideLesson(player, openLesson) : root;
  const frame = el("div", { class: "page" }, createHead(player), createBanner(player), shown);
  own.append(frame);
  const stage = createStage(player);
  root.append(
    createPictures(player),
    createNotice(player),
    createAside(player),
    stage,
    el(
      "div",
      { class: "foot" },
      createWelcome(player),
      createTimeline(player),
      createControls(player, drawPractise(player)),
    ),
    createPanel(player),
    createSheet(player, stage),
    createAnnouncements(player),
    createHelp(player),
  );
  for (const enable of [
    enableRefusals,
    enableUnread,
    enableClipboard,
    enableOpenStates,
    enableKeys,
    enablePlay,
    enableDisplay,
    enablePractise,
    enablePresenting,
    enableBuilder,
  ])
    enable(player);
  enableEscape(abort.signal);
  player.store.subscribe(opened.touch);
  if (!isOtherLesson) open(player, view, opened.tab);
  import("./ahead.js").then(({ fetchAhead }) => fetchAhead(first.data.lang), console.error);
  return { player, frame, abort };
}

/**
 * Open what was open: the entry that stays on screen, a matrix, the drawer, what is laid over the numbers.
 * @param {Player} player
 * @param {View} view
 * @param {Tab} tab
 */
function open(player, view, tab) {
  const { pinned, explored, panel } = stateOf(view, player.store.state.structure);
  if (pinned || explored || panel) player.store.set({ pinned, explored, panel });
  if (view.lens) switchOverlay(player, view.lens, { power: view.power, before: tab.compared.base });
  if (tab.typing) typeOn(player, tab.typing);
  // They belong to what was kept, and to nothing that comes later.
  tab.compared = { previous: null, base: null };
  tab.typing = null;
}

/**
 * Put the player beside the text of a lesson.
 * @param {Player} player
 * @param {OpenLesson | null} openLesson
 */
function besideLesson(player, openLesson) {
  const column = el("section", { class: "lesson" });
  void openLesson?.(player, column);
  return el("div", { class: "frame" }, column, el("div", { class: "area" }, player.root));
}

/**
 * @param {Received} received
 * @param {State["work"]} work
 * @param {View} view
 * @param {Opened} opened
 * @returns {State}
 */
function firstState({ data, structure, lesson }, work, view, { tab, isBusy }) {
  const { cursor, display, folded, ...seen } = stateOf(view, structure);
  const start = startAt(data, structure, lesson, data.lesson?.stop ?? "");
  const fitting = viewFor(seen, structure);
  return {
    work,
    data,
    structure,
    ...start,
    ...seen,
    ...fitting,
    cursor: view.step ? cursor : start.cursor,
    focus: view.step && cursor !== start.cursor ? [] : start.focus,
    folded: folded.size > 0 ? folded : fitting.folded,
    display: location.search ? display : { ...display, ...readDisplay() },
    marks: new Map(),
    playing: false,
    pinned: null,
    explored: null,
    panel: null,
    overlay: null,
    previous: tab.compared.previous,
    refused: null,
    unread: new Map(),
    answered: [],
    busy: isBusy(),
    ...waitingOf(tab),
  };
}
