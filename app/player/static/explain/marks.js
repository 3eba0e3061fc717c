/** Marks at the nodes of the graph and at the steps of the timeline. */

import { assign, el } from "../core/dom.js";
import { nodeOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {{kind: string, sign: string, said: string, much?: number}} Seal much: from 0 to 1 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Player} player
 * @param {Map<string, Seal>} seals by the name of the value
 */
export function seal(player, seals) {
  unseal(player);
  const { state } = player.store;
  for (const tick of player.root.querySelectorAll(".timeline .tick")) {
    const found = seals.get(tick.getAttribute("data-step") ?? "");
    if (found) tick.append(drawOnTick(found));
  }
  const byNode = new Map([...seals].map(([name, found]) => [nodeOf(state, name), found]));
  for (const node of player.root.querySelectorAll(".graph .node")) {
    const found = byNode.get(node.getAttribute("data-name") ?? "");
    if (found?.sign && node instanceof SVGGraphicsElement) node.append(drawOnNode(node, found));
  }
}

/** @param {Player} player */
export function unseal(player) {
  for (const old of player.root.querySelectorAll(".seal")) old.remove();
}

/** @param {Seal} found */
function drawOnTick({ kind, sign, said, much }) {
  const drawn = el(
    "span",
    { class: `seal ${kind}`, title: said },
    el("span", { "aria-hidden": "true" }, sign),
    el("span", { class: "unseen" }, said),
  );
  if (much !== undefined) drawn.style.setProperty("--much", much.toFixed(3));
  return drawn;
}

/**
 * @param {SVGGraphicsElement} node
 * @param {Seal} found
 */
function drawOnNode(node, { kind, sign, said }) {
  const shape = node.querySelector("path")?.getBBox();
  const group = document.createElementNS(SVG, "g");
  const disc = document.createElementNS(SVG, "circle");
  const text = document.createElementNS(SVG, "text");
  const title = document.createElementNS(SVG, "title");
  const x = (shape?.x ?? 0) + 1;
  const y = (shape?.y ?? 0) + 1;
  assign(group, { class: `seal ${kind}` });
  assign(disc, { cx: x, cy: y, r: 8.5 });
  assign(text, { x, y: y + 4 });
  text.textContent = sign;
  title.textContent = said;
  group.append(disc, text, title);
  return group;
}
