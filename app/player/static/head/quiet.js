/**
 * Close Streamlit's dialog about its connection at once: it is in English and blocks the page, and the banner says it in
 * the language of the page. On the page of the player Streamlit has no other dialog. `app/serving/host.py` asks
 * Streamlit not to open it; this is for one that it opens all the same.
 */

/** @typedef {import("../core/types.js").Player} Player */

const DIALOG = '[data-testid="stDialog"]';
const CLOSE = ':scope [role="dialog"] > button';

/** @param {Player} player */
export function enableQuiet(player) {
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (isDialog(node)) dismiss(node);
  });
  // Streamlit puts its dialogs beside everything else.
  observer.observe(document.body, { childList: true });
  player.signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * @param {Node} node
 * @returns {node is HTMLElement}
 */
function isDialog(node) {
  return node instanceof HTMLElement && node.matches(DIALOG);
}

/** @param {HTMLElement} dialog */
function dismiss(dialog) {
  dialog.style.display = "none";
  // Its handlers are there a moment later.
  requestAnimationFrame(() => {
    const button = dialog.querySelector(CLOSE);
    if (button instanceof HTMLElement) button.click();
  });
}
