/** The drawer beside the stage, or in the sheet of a phone. It shows one entry, as a tree of its sources or with its paths to the loss. */

import { closeButton, el, keepFocus } from "../core/dom.js";
import { keyOf, nameOf } from "../core/model.js";
import { onNarrow } from "../core/narrow.js";
import { hasChanged } from "../core/store.js";
import { drawValue, entryLabel } from "./entry.js";
import { explore } from "./explored.js";
import { createPathAnswer } from "./loss-paths.js";
import { ask } from "../core/questions.js";
import { addStyle } from "./style.js";
import { createTree } from "./tree.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Explored} Explored */

/**
 * @param {Player} player
 * @param {HTMLElement} stage
 */
export async function openDrawer(player, stage) {
  await addStyle(stage);
  if (player.signal.aborted) return;
  const body = el("div", { class: "drawer-body" });
  const head = el("header", {});
  const drawer = el("section", { class: "drawer", "aria-label": player.text("explain.drawer") }, head, body);
  let drawn = "";
  const show = () => {
    const { explored } = player.store.state;
    stage.classList.toggle("exploring", explored !== null);
    drawer.hidden = explored === null;
    if (explored?.as !== "paths") ask(player, "paths", null);
    if (!explored) {
      if (drawn) leave(player, drawer);
      drawn = "";
      return body.replaceChildren();
    }
    const now = `${keyOf(explored.name, explored.row, explored.col)} ${explored.as}`;
    head.replaceChildren(...drawHead(player, explored));
    if (now !== drawn)
      body.replaceChildren(explored.as === "tree" ? createTree(player, explored) : createPathAnswer(player, explored));
    if (now !== drawn) enter(player, body);
    drawn = now;
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "explored", "data", "display")) show();
  });
  onNarrow(player, (narrow) => ((narrow && player.root.querySelector(".sheet-body")) || stage).append(drawer));
  show();
}

/**
 * Move the focus into the drawer if it was in the matrices.
 * @param {Player} player
 * @param {HTMLElement} body
 */
function enter(player, body) {
  if (!player.root.querySelector(".numbers td:focus")) return;
  const first = body.querySelector("[role=treeitem]") ?? player.root.querySelector(".drawer [aria-pressed=true]");
  if (first instanceof HTMLElement) first.focus();
}

/**
 * Move the focus from the drawer back to the entry.
 * @param {Player} player
 * @param {HTMLElement} drawer
 */
function leave(player, drawer) {
  if (!drawer.matches(":focus-within")) return;
  const cell = player.root.querySelector('.numbers .result td[tabindex="0"]');
  if (cell instanceof HTMLElement) cell.focus();
}

/**
 * @param {Player} player
 * @param {Explored} explored
 */
function drawHead(player, explored) {
  const { state } = player.store;
  const isGiven = nameOf(state, explored.name).step === null;
  const close = closeButton(player.text("close"), () => player.store.set({ explored: null, pinned: null }));
  const kinds = /** @type {const} */ (["tree", "paths"]).filter((as) => as === "paths" || !isGiven);
  const choices = kinds.map((as) => drawChoice(player, explored, as));
  return [
    el("h2", {}, entryLabel(state, explored), " = ", el("b", {}, drawValue(state, explored))),
    el("div", { class: "pick", role: "group", "aria-label": player.text("explain.drawer") }, ...choices),
    close,
  ];
}

/**
 * @param {Player} player
 * @param {Explored} explored
 * @param {Explored["as"]} as
 */
function drawChoice(player, explored, as) {
  const button = el(
    "button",
    { type: "button", "data-as": as, "aria-pressed": String(explored.as === as) },
    player.text(`explain.${as}`),
  );
  keepFocus(button);
  button.addEventListener("click", () => {
    explore(player, explored, as);
    const again = player.root.querySelector(`.drawer [data-as="${as}"]`);
    if (again instanceof HTMLElement) again.focus();
  });
  return button;
}
