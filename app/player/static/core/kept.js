/**
 * What this tab keeps of the work, so that a reload or a crash loses nothing. `sessionStorage` belongs to one tab: two
 * of them do not disturb each other.
 */

/** @typedef {import("./types.js").Kept} Kept */

/** What all that is stored is called by. */
export const PREFIX = "backprop-visualizer.";
const KEY = `${PREFIX}work`;
const VERSION = 1;
/** Milliseconds until a change is written: writing it at once would delay the next paint. */
const AFTER = 200;

/** @returns {Kept | null} null if nothing is kept, or nothing that can be read */
export function readKept() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return kept?.version === VERSION && typeof kept.work === "object" ? kept : null;
  } catch {
    return null;
  }
}

/**
 * Keep what `collect` gives, soon after each call of the returned function, and when the page is left.
 * @param {() => Kept | null} collect
 * @param {() => void} full is told, once, that there is no room for it
 */
export function keepWith(collect, full) {
  let isTold = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const kept = collect();
    if (!kept || store(kept) || isTold) return;
    isTold = true;
    full();
  };
  addEventListener("pagehide", write);
  document.addEventListener("visibilitychange", () => document.hidden && write());
  return () => {
    timer ??= setTimeout(write, AFTER);
  };
}

/**
 * Store what is kept; where there is no place, without the history, which takes most of it. What is older than the
 * address must not stay.
 * @param {Kept} kept
 * @returns {boolean} whether there was room, or is no storage at all
 */
function store(kept) {
  let isFull = false;
  for (const part of [kept, { ...kept, history: { past: [], future: [] } }])
    try {
      sessionStorage.setItem(KEY, JSON.stringify(part));
      return true;
    } catch (error) {
      // The next one takes less.
      isFull = error instanceof Error && error.name === "QuotaExceededError";
    }
  drop(() => sessionStorage, KEY);
  return !isFull;
}

/**
 * Read what a room of the player has kept for this tab besides the work; null if it has kept nothing.
 * @param {string} part
 * @returns {any}
 */
export function readPart(part) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + part) ?? "null");
  } catch {
    return null;
  }
}

/**
 * Keep something for this tab besides the work.
 * @param {string} part
 * @param {object | null} value null to keep nothing any more
 * @returns {boolean} whether there was room
 */
export function keepPart(part, value) {
  drop(() => sessionStorage, PREFIX + part);
  if (!value) return true;
  try {
    sessionStorage.setItem(PREFIX + part, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forget everything that this app has stored on this computer. */
export function forgetAll() {
  for (const storage of [() => sessionStorage, () => localStorage]) drop(storage, PREFIX);
}

/**
 * Remove what is stored under keys that begin so; a browser may allow no storage at all.
 * @param {() => Storage} open
 * @param {string} prefix
 */
function drop(open, prefix) {
  try {
    const storage = open();
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
  } catch {
    // Then nothing is stored.
  }
}
