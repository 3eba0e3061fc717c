/** What every part of the player works with: the state, ways to change the work, and what is pointed at. */

import { rememberStep, wordsIn } from "./memory.js";
import { currentStep } from "./model.js";
import { clampedCursor, createStore } from "./store.js";
import { viewOf } from "./view.js";
import { fillIn } from "./words.js";

/** @typedef {import("./types.js").Player} Player */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Work} Work */

/**
 * @param {HTMLElement} root
 * @param {State} first
 * @param {AbortSignal} signal
 * @param {Pick<Player, "send" | "expect" | "ask" | "stop" | "link" | "presentLink" | "forget" | "speak">} doing what the tab does
 * @returns {Player}
 */
export function createPlayer(root, first, signal, doing) {
  const store = createStore(first);
  const go = (/** @type {number} */ cursor) =>
    store.set({ cursor: clampedCursor(store.state, cursor), focus: [], playing: false, pinned: null, refused: null });
  store.subscribe((state) => rememberStep(currentStep(state).name));
  // Tests and scripts can tell by this whether an answer is still to come.
  store.subscribe(({ busy }) => root.toggleAttribute("data-waits", busy));
  return {
    ...doing,
    ...createPointing(),
    root,
    store,
    signal,
    go,
    text: (key, values = {}) => fillIn(wordsIn(store.state.data.lang)[key] ?? key, values),
    work: () => ({ ...store.state.work, view: viewOf(store.state) }),
    open: (work) => doing.send({ type: "open", work }),
    startAnew: () => doing.send({ type: "open", work: null }),
    visit(name) {
      const { step } = store.state.structure.names[name] ?? {};
      if (typeof step === "number") go(step);
      else store.set({ panel: store.state.panel === name ? null : name });
    },
  };
}

/** @returns {Pick<Player, "point" | "onPoint">} */
function createPointing() {
  /** @type {((name: string | null) => void)[]} */
  const pointers = [];
  /** @type {string | null} */
  let pointed = null;
  return {
    point(name) {
      if (name === pointed) return;
      pointed = name;
      for (const pointer of pointers) pointer(name);
    },
    onPoint: (pointer) => void pointers.push(pointer),
  };
}
