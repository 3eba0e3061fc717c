/** Badges at the nodes of the graph and at the steps of the timeline. */

import { el, svg } from "../core/dom.js";
import { nodeOf } from "../core/model.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {{kind: string, sign: string, said: string, share?: number}} Badge share: from 0 to 1 */

/**
 * @param {Player} player
 * @param {Map<string, Badge>} badges by the name of the value
 */
export function drawBadges(player, badges) {
  removeBadges(player);
  const { state } = player.store;
  for (const tick of player.root.querySelectorAll(".timeline .tick")) {
    const badge = badges.get(tick.getAttribute("data-step") ?? "");
    if (badge) tick.append(drawOnTick(badge));
  }
  const byNode = new Map([...badges].map(([name, badge]) => [nodeOf(state, name), badge]));
  for (const node of player.root.querySelectorAll(".graph .node")) {
    const badge = byNode.get(node.getAttribute("data-name") ?? "");
    if (badge?.sign && node instanceof SVGGraphicsElement) node.append(drawOnNode(node, badge));
  }
}

/** @param {Player} player */
export function removeBadges(player) {
  for (const old of player.root.querySelectorAll(".badge")) old.remove();
}

/** @param {Badge} badge */
function drawOnTick({ kind, sign, said, share }) {
  const drawn = el(
    "span",
    { class: `badge ${kind}`, title: said },
    el("span", { "aria-hidden": "true" }, sign),
    el("span", { class: "unseen" }, said),
  );
  if (share !== undefined) drawn.style.setProperty("--share", share.toFixed(3));
  return drawn;
}

/**
 * @param {SVGGraphicsElement} node
 * @param {Badge} badge
 */
function drawOnNode(node, { kind, sign, said }) {
  const shape = node.querySelector("path")?.getBBox();
  const x = (shape?.x ?? 0) + 1;
  const y = (shape?.y ?? 0) + 1;
  return svg(
    "g",
    { class: `badge ${kind}` },
    svg("circle", { cx: x, cy: y, r: 8.5 }),
    svg("text", { x, y: y + 4 }, sign),
    svg("title", {}, said),
  );
}
