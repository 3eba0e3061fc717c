/**
 * An entry as a tree: its sum, the entries in it, each with its own sum, down to the inputs. A branch is drawn when it
 * is opened.
 */

import { el } from "../core/dom.js";
import { keyOf, nameOf, placeOf } from "../core/model.js";
import { hasChanged } from "../core/store.js";
import { drawValue, entryLabel, sourcesOf, sumOf, valueText } from "./entry.js";
import { highlight } from "./highlight.js";
import { enableTreeKeys } from "./tree-keys.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Place} Place */

/** How many entries of a sum are shown at a time. */
const MANY = 24;
/**
 * The open branches of each tree, so that they stay open when an edit draws it again.
 * @type {WeakMap<HTMLElement, Set<string>>}
 */
const opened = new WeakMap();

/**
 * @param {Player} player
 * @param {Place} place
 */
export function createTree(player, place) {
  const name = player.text("explain.tree_of", {
    name: nameOf(player.store.state, place.name).plain,
    row: place.row + 1,
    col: place.col + 1,
  });
  const tree = el("div", { role: "tree", class: "tree", "aria-label": name });
  opened.set(tree, new Set(["0"]));
  const draw = () => tree.replaceChildren(drawItem(player, tree, place, "0", 1));
  draw();
  tree.querySelector("[role=treeitem]")?.setAttribute("tabindex", "0");
  enableTreeKeys(tree, (item, open) => toggle(player, tree, item, open));
  tree.addEventListener("click", (event) => clicked(player, tree, event));
  for (const type of ["pointerover", "focusin"])
    tree.addEventListener(type, (event) => highlight(player, keysAt(event.target)));
  for (const type of ["pointerleave", "focusout"]) tree.addEventListener(type, () => highlight(player, []));
  const stop = player.store.subscribe((state, before) => {
    if (!tree.isConnected) return void stop();
    if (hasChanged(state, before, "data", "display") && state.explored && state.structure === before.structure)
      redraw(tree, draw);
  });
  return tree;
}

/**
 * @param {HTMLElement} tree
 * @param {() => void} draw
 */
function redraw(tree, draw) {
  const at = tree.querySelector('[tabindex="0"]')?.getAttribute("data-way");
  const had = tree.matches(":focus-within");
  draw();
  const item = tree.querySelector(`[data-way="${at}"]`) ?? tree.querySelector("[role=treeitem]");
  if (!(item instanceof HTMLElement)) return;
  item.tabIndex = 0;
  if (had) item.focus();
}

/**
 * @param {Player} player
 * @param {HTMLElement} tree
 * @param {Place} place
 * @param {string} way the position of the branch, `0.2.1`
 * @param {number} level
 */
function drawItem(player, tree, place, way, level) {
  const { state } = player.store;
  const isGiven = nameOf(state, place.name).step === null;
  const { plain } = nameOf(state, place.name);
  const said = isGiven ? `, ${player.text("explain.input")}` : "";
  const item = el(
    "div",
    {
      role: "treeitem",
      tabindex: "-1",
      "aria-level": level,
      "data-way": way,
      "data-key": keyOf(place.name, place.row, place.col),
      class: isGiven ? "branch given" : "branch",
      "aria-expanded": isGiven ? null : "false",
      "aria-label": `${plain} ${place.row + 1}, ${place.col + 1} = ${valueText(state, place)}${said}`,
    },
    drawLine(player, place, isGiven),
  );
  if (!isGiven && opened.get(tree)?.has(way)) toggle(player, tree, item, true);
  return item;
}

/**
 * @param {Player} player
 * @param {Place} place
 * @param {boolean} isGiven
 */
function drawLine(player, place, isGiven) {
  const { state } = player.store;
  return el(
    "div",
    { class: "line" },
    el("span", { class: "twist", "aria-hidden": "true" }),
    entryLabel(state, place),
    el("span", { class: "op" }, "="),
    el("b", {}, drawValue(state, place)),
    isGiven ? el("span", { class: "tag" }, player.text("explain.input")) : null,
  );
}

/**
 * @param {Player} player
 * @param {HTMLElement} tree
 * @param {Element} item
 * @param {boolean} open
 */
function toggle(player, tree, item, open) {
  const way = item.getAttribute("data-way") ?? "";
  const isOpen = item.getAttribute("aria-expanded") === "true";
  if (item.classList.contains("rest")) return void drawRest(player, tree, item);
  if (!item.hasAttribute("aria-expanded") || isOpen === open) return;
  item.setAttribute("aria-expanded", String(open));
  if (open) opened.get(tree)?.add(way);
  else opened.get(tree)?.delete(way);
  item.querySelector(":scope > .inside")?.remove();
  if (open) item.append(drawInside(player, tree, item, way));
}

/**
 * Draw the sum of a branch, and the entries in it.
 * @param {Player} player
 * @param {HTMLElement} tree
 * @param {Element} item
 * @param {string} way
 */
function drawInside(player, tree, item, way) {
  const place = placeOf(item.getAttribute("data-key") ?? "");
  const sum = sumOf(player.store.state, place);
  const group = el("div", { role: "group" });
  const level = Number(item.getAttribute("aria-level")) + 1;
  drawSome(player, tree, group, { keys: sourcesOf(player.store.state, place), from: 0, way, level });
  const written = sum
    ? el("div", { class: "sum-line expression" }, el("span", { class: "op" }, `${sum.equals} `), sum.node)
    : el("p", { class: "hint" }, player.text("explain.no_entry"));
  return el("div", { class: "inside" }, written, group);
}

/**
 * @param {Player} player
 * @param {HTMLElement} tree
 * @param {Element} group
 * @param {{keys: string[], from: number, way: string, level: number}} some
 */
function drawSome(player, tree, group, { keys, from, way, level }) {
  const now = keys.slice(from, from + MANY);
  const left = keys.length - from - now.length;
  group.append(...now.map((key, index) => drawItem(player, tree, placeOf(key), `${way}.${from + index}`, level)));
  if (left === 0) return;
  const more = player.text("explain.more", { count: left });
  group.append(
    el(
      "div",
      {
        role: "treeitem",
        tabindex: "-1",
        class: "branch rest",
        "aria-level": level,
        "data-way": `${way}.${from + MANY}`,
        "aria-expanded": "false",
        "aria-label": more,
      },
      el("div", { class: "line" }, more),
    ),
  );
}

/**
 * @param {Player} player
 * @param {HTMLElement} tree
 * @param {Element} item
 */
function drawRest(player, tree, item) {
  const parts = (item.getAttribute("data-way") ?? "").split(".");
  const from = Number(parts.pop());
  const way = parts.join(".");
  const group = item.parentElement;
  const parent = tree.querySelector(`[data-way="${way}"]`);
  if (!group || !parent) return;
  const keys = sourcesOf(player.store.state, placeOf(parent.getAttribute("data-key") ?? ""));
  item.remove();
  drawSome(player, tree, group, { keys, from, way, level: Number(item.getAttribute("aria-level")) });
  const first = group.querySelector(`[data-way="${way}.${from}"]`);
  if (first instanceof HTMLElement) first.focus();
}

/**
 * @param {Player} player
 * @param {HTMLElement} tree
 * @param {globalThis.Event} event
 */
function clicked(player, tree, event) {
  const line = event.target instanceof Element ? event.target.closest(".line") : null;
  const item = line?.parentElement;
  if (!item) return;
  item.focus();
  toggle(player, tree, item, item.getAttribute("aria-expanded") !== "true");
}

/**
 * @param {EventTarget | null} target
 * @returns {string[]}
 */
function keysAt(target) {
  const key = target instanceof Element ? target.closest("[role=treeitem]")?.getAttribute("data-key") : null;
  return key ? [key] : [];
}
