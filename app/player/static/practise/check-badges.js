/** Badges at the nodes of the graph with the verdicts of the gradient check. They are drawn again when the graph is. */

import { svg } from "../core/dom.js";
import { SIGNS, lookOf } from "../core/verdicts.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/verdicts.js").Verdict} Verdict */

/** @param {Player} player */
export function createCheckBadges(player) {
  /** @type {Record<string, Verdict>} */
  let checks = {};
  const draw = () => {
    for (const [name, verdict] of Object.entries(checks)) badge(player, name, verdict);
  };
  const observer = new MutationObserver(draw);
  const clear = () => {
    for (const old of player.root.querySelectorAll(".node .checked")) old.remove();
  };
  return {
    /** @param {Record<string, Verdict>} now */
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
 * @param {Verdict} verdict
 */
function badge(player, name, verdict) {
  const node = player.root.querySelector(`.graph .node[data-name="${CSS.escape(name)}"]`);
  const path = node?.querySelector("path");
  if (!node || !path || node.querySelector(".checked")) return;
  const { x, y } = path.getBBox();
  const disc = svg("circle", { cx: x + 2, cy: y + 2, r: 9 });
  const sign = svg("text", { x: x + 2, y: y + 6 }, SIGNS[verdict]);
  node.append(svg("g", { class: `checked ${lookOf(verdict)}`, "aria-hidden": "true" }, disc, sign));
}
