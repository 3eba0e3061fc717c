/**
 * Wait for the address of the work as it is now. The server writes it when the hand rests: who copies a link right after
 * an edit asks for it at once.
 */

/** @typedef {import("./types.js").Tab} Tab */

/** Milliseconds after which the server is taken for lost. */
const PATIENCE = 4000;

/**
 * @param {Tab} tab
 * @param {() => void} ask asks the server for what the tab wants
 * @returns {{present: () => Promise<boolean>, look: () => void}} `present` tells in the end whether the address is there;
 *   `look` is called after every answer
 */
export function awaitAddress(tab, ask) {
  /** @type {Set<(isThere: boolean) => void>} */
  const waiting = new Set();
  function look() {
    if (waiting.size === 0) return;
    if (tab.isAddressed && tab.waiting.length === 0) {
      for (const tell of waiting) tell(true);
      waiting.clear();
    } else {
      tab.wantsAddress = true;
      ask();
    }
  }
  const present = () =>
    new Promise((/** @type {(isThere: boolean) => void} */ tell) => {
      waiting.add(tell);
      setTimeout(() => waiting.delete(tell) && tell(false), PATIENCE);
      look();
    });
  return { present, look };
}
