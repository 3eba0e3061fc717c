/** Badges at the nodes of the graph with the verdicts of the gradient check. They are drawn again when the graph is. */

import { assign } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

const SVG = "http://www.w3.org/2000/svg";
const SIGNS = { agrees: "✓", differs: "≠" };

/** @param {Player} player */
export function createCheckBadges(player) {
  /** @type {Record<string, "agrees" | "differs">} */
  let checks = {};
  const draw = () => {
    for (const [name, verdict] of Object.entries(checks)) badge(player, name, verdict);
  };
  const observer = new MutationObserver(draw);
  const clear = () => {
    for (const old of player.root.querySelectorAll(".node .checked")) old.remove();
  };
  return {
    /** @param {Record<string, "agrees" | "differs">} now */
    show(now) {
      checks = now;
      if (Object.keys(now).length === 0) clear();
      const graph = player.root.querySelector(".graph");
      if (graph) observer.observe(graph, { childList: true, subtree: true });
      draw();
    },
    leave() {
      checks = {};
      observer.disconnect();
      clear();
    },
  };
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {"agrees" | "differs"} verdict
 */
function badge(player, name, verdict) {
  const node = player.root.querySelector(`.graph .node[data-name="${CSS.escape(name)}"]`);
  const path = node?.querySelector("path");
  if (!node || !path || node.querySelector(".checked")) return;
  const { x, y } = path.getBBox();
  const group = document.createElementNS(SVG, "g");
  const ground = document.createElementNS(SVG, "circle");
  const sign = document.createElementNS(SVG, "text");
  assign(group, { class: `checked ${verdict}`, "aria-hidden": "true" });
  assign(ground, { cx: x + 2, cy: y + 2, r: 9 });
  assign(sign, { x: x + 2, y: y + 6 });
  sign.textContent = SIGNS[verdict];
  group.append(ground, sign);
  node.append(group);
}
