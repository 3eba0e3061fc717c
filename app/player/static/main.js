/** Show the player in the place that the page has for it. */

import { build } from "./build.js";
import { setLanguage } from "./core/language.js";
import { beginStreamlitSoon, firstPlace, leaveFirstPlace } from "./core/first-place.js";
import { keepLargeValues } from "./core/large-values.js";
import { moveTo } from "./core/move.js";
import { closeQuestions } from "./core/questions.js";
import { complete, received, waitingOf } from "./core/receive.js";
import { sheets } from "./core/sheets.js";
import { openTab } from "./core/tab.js";
import { viewOf } from "./core/view.js";
import { typingNow } from "./matrix/editor.js";

/** @typedef {import("./core/receive.js").Received} Received */
/** @typedef {import("./core/types.js").Answer} Answer */
/** @typedef {import("./core/types.js").Change} Change */
/** @typedef {import("./core/types.js").Mount} Mount */
/** @typedef {import("./core/types.js").Player} Player */
/** @typedef {import("./core/types.js").State} State */
/** @typedef {import("./core/types.js").View} View */
/** @typedef {import("./build.js").Mounted} Mounted */
/** @typedef {import("./build.js").OpenLesson} OpenLesson */

/** Milliseconds in which Streamlit may call again after a cleanup. */
const UNTIL_NEXT_CALL = 500;

/** The element in which the player is, or will be when the first answer has come. @type {Element | null} */
let place = firstPlace();
/** The path of the page that has the player: others have none. */
let home = location.pathname;
/** @type {Mounted | null} */
let mounted = null;
/** What was answered last, to build the player from. @type {{received: Received, answer: Answer} | null} */
let last = null;
/** Writes the text of a lesson; null until its code is loaded. @type {OpenLesson | null} */
let openLesson = null;
/** How the work was looked at when the player was last on the page. @type {View | null} */
let lastView = null;
/** Tells Streamlit's script what it needs to know. @type {(name: string, value: unknown) => void} */
let tell = () => undefined;
let told = "";

const { tab, isBusy, touch, arrive, ...doing } = openTab({
  view: () => (mounted ? viewOf(mounted.player.store.state) : lastView),
  isThere: () => place !== null && isHome(),
  compared() {
    const state = mounted?.player.store.state;
    return {
      previous: state?.previous ?? null,
      base: state?.overlay?.kind === "compare" ? state.overlay.before : null,
    };
  },
  answered(answer, change) {
    last = { received: complete(answer, change), answer };
    if (place) show(place, last, change);
  },
  typing: typingNow,
  failed: () => mounted?.player.text("failed") ?? "",
  unkept: () => mounted?.player.text("unkept") ?? "",
  asked() {
    mounted?.player.store.set({ busy: isBusy() });
  },
  changed() {
    mounted?.player.store.set({ ...waitingOf(tab), busy: isBusy() });
  },
});

/**
 * Show the player in the element that Streamlit has made for it.
 * @param {Mount} mount
 * @returns {() => void}
 */
export default function mountComponent({ parentElement, setStateValue }) {
  const own = parentElement.querySelector(".player");
  if (!own) throw new Error("no element of class player to mount in");
  if (parentElement instanceof ShadowRoot && parentElement.adoptedStyleSheets.length === 0)
    parentElement.adoptedStyleSheets = sheets;
  tell = setStateValue;
  told = "";
  home = location.pathname;
  // Streamlit brings the styles around its place apart, at times a frame later; see `app/static/first.css`.
  document.documentElement.toggleAttribute("data-player", true);
  settleIn(own);
  leaveFirstPlace();
  if (mounted) {
    // Streamlit's own texts are there now.
    setLanguage(mounted.player.root.lang);
    report(mounted.player.store.state);
  }
  return () => {
    const clean = () => own === place && !(own.isConnected && isHome()) && leave();
    if (isHome()) setTimeout(clean, UNTIL_NEXT_CALL);
    else clean();
  };
}

/** Is the page that has the player still open? Its address changes before it goes. */
function isHome() {
  return location.pathname === home;
}

/**
 * Move the player to another place as it is, or build it there.
 * @param {Element} own
 */
function settleIn(own) {
  if (own === place) return;
  const isBack = place === null && last !== null;
  // The presenter mode is a class of the place, and goes with the player.
  if (mounted && place) own.className = place.className;
  place = own;
  if (mounted) moveTo(mounted.frame, own);
  else if (!(isBack && arrive()) && last) show(own, last, undefined);
}

/** Take the player off the page: another page is shown. */
function leave() {
  document.documentElement.removeAttribute("data-player");
  place = null;
  unmount();
}

function unmount() {
  if (!mounted) return;
  lastView = viewOf(mounted.player.store.state);
  closeQuestions();
  mounted.abort.abort();
  mounted.frame.remove();
  mounted = null;
}

/** The change whose answer waits for the code of lessons. @type {Change | undefined} */
let unshown;

/**
 * Show an answer; that of a lesson when the code of lessons is there, so that its text comes with the player.
 * @param {Element} own
 * @param {{received: Received, answer: Answer}} shown
 * @param {Change | undefined} change
 */
function show(own, shown, change) {
  unshown = change ?? unshown;
  if (!shown.received.lesson || openLesson) return showNow(own, shown);
  void loadLessons().then(() => {
    if (place && last === shown) showNow(place, shown);
  });
}

/** Load the code of lessons; without it the player stands beside an empty column. */
async function loadLessons() {
  try {
    ({ openLesson } = await import("./lesson/lesson.js"));
  } catch (error) {
    console.error(error);
  }
}

/**
 * Show an answer: in the player that is there, or in a new one in another language or lesson.
 * @param {Element} own
 * @param {{received: Received, answer: Answer}} shown
 */
function showNow(own, shown) {
  const change = unshown;
  unshown = undefined;
  if (mounted && (change?.type === "open" || !stillFits(mounted.player.store.state, shown.received))) unmount();
  // What is opened comes with its own way to look at it.
  if (change?.type === "open") lastView = null;
  if (mounted) update(mounted.player, shown, change);
  else {
    mounted = build(own, shown, { change, lastView, openLesson }, { tab, isBusy, touch, doing });
    // What is begun anew from the menu leaves the focus at the menu.
    if (change?.type === "open" && !change.query) focusOn(mounted.frame.querySelector(".open-menu"));
    beginStreamlitSoon();
  }
  report(mounted.player.store.state);
}

/** @param {Element | null} element */
function focusOn(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/**
 * Can the player stay? Another language or lesson needs a new one.
 * @param {State} state
 * @param {Received} received
 */
function stillFits({ data: old }, { data }) {
  return old.lang === data.lang && old.lesson?.id === data.lesson?.id;
}

/**
 * @param {Player} player
 * @param {{received: Received, answer: Answer}} shown
 * @param {Change | undefined} change
 */
function update({ store }, shown, change) {
  const next = { ...store.state, ...received(store.state, shown.received, change, shown.answer, tab) };
  // Whoever hears of the answer finds the parts of large values that it brought.
  keepLargeValues(next, shown.answer.answers);
  store.set({ ...next, busy: isBusy() });
}

/**
 * Tell Streamlit's script the language, and what it shows below the player: a training run, at some stops.
 * @param {State} state
 */
function report({ data: { lang, lesson } }) {
  const trains = lesson?.panels.some(({ kind }) => kind === "training");
  const shown = { lang, ...(trains && { lesson: lesson?.id.split("/")[0], stop: lesson?.stop }) };
  if (JSON.stringify(shown) === told) return;
  told = JSON.stringify(shown);
  tell("shown", shown);
}
