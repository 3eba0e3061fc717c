/** The keys of a tree, by the ARIA pattern for trees. */

import { hasModifier } from "../core/roving.js";

/**
 * @param {HTMLElement} tree
 * @param {(item: Element, open: boolean) => void} toggle
 */
export function enableTreeKeys(tree, toggle) {
  tree.addEventListener("focusin", (event) => {
    const item = event.target;
    if (!(item instanceof HTMLElement) || item.getAttribute("role") !== "treeitem") return;
    for (const old of tree.querySelectorAll('[tabindex="0"]')) old.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
  });
  tree.addEventListener("keydown", (event) => {
    const item = event.target;
    if (!(item instanceof HTMLElement) || item.getAttribute("role") !== "treeitem" || hasModifier(event)) return;
    if (!press(tree, item, event.key, toggle)) return;
    event.preventDefault();
    item.scrollIntoView({ block: "nearest" });
  });
}

/**
 * @param {HTMLElement} tree
 * @param {HTMLElement} item
 * @param {string} key
 * @param {(item: Element, open: boolean) => void} toggle
 * @returns {boolean} whether the key means something in a tree
 */
function press(tree, item, key, toggle) {
  const all = /** @type {HTMLElement[]} */ ([...tree.querySelectorAll("[role=treeitem]")]);
  const at = all.indexOf(item);
  const isOpen = item.getAttribute("aria-expanded") === "true";
  const canOpen = item.hasAttribute("aria-expanded");
  switch (key) {
    case "ArrowDown":
      all[at + 1]?.focus();
      return true;
    case "ArrowUp":
      all[at - 1]?.focus();
      return true;
    case "Home":
      all[0]?.focus();
      return true;
    case "End":
      all.at(-1)?.focus();
      return true;
    case "ArrowRight":
      if (isOpen) all[at + 1]?.focus();
      else if (canOpen) toggle(item, true);
      return true;
    case "ArrowLeft":
      if (isOpen) toggle(item, false);
      else parentOf(item)?.focus();
      return true;
    case "Enter":
    case " ":
      if (canOpen) toggle(item, !isOpen);
      return true;
    default:
      return false;
  }
}

/**
 * @param {HTMLElement} item
 * @returns {HTMLElement | null}
 */
function parentOf(item) {
  return item.parentElement?.closest("[role=treeitem]") ?? null;
}
