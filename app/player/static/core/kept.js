/**
 * What this tab keeps of the work, so that a reload or a crash loses nothing. `sessionStorage` belongs to one tab: two
 * of them do not disturb each other.
 */

/** @typedef {import("./types.js").Kept} Kept */

const PREFIX = "backprop-visualizer.";
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
 */
export function keepWith(collect) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const kept = collect();
    if (kept) store(kept);
  };
  addEventListener("pagehide", write);
  document.addEventListener("visibilitychange", () => document.hidden && write());
  return () => {
    timer ??= setTimeout(write, AFTER);
  };
}

/** @param {Kept} kept */
function store(kept) {
  // Where the browser has too little room, the history is what takes most of it.
  for (const smaller of [kept, { ...kept, history: { past: [], future: [] } }])
    try {
      return sessionStorage.setItem(KEY, JSON.stringify(smaller));
    } catch {
      // Without any room the page goes on, and a reload opens its address.
    }
}

/** Forget everything that this app has stored on this computer. */
export function forgetAll() {
  for (const storage of [sessionStorage, localStorage])
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
}
