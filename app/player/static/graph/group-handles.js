/** The handles of the groups: each group's name, between the forward and the backward row, folds and unfolds it. */

import { el, keepFocus } from "../core/dom.js";
import { groupsOf, titleOf, toggleFold } from "./zoom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

/**
 * Draw the handles.
 * @param {Player} player
 * @param {boolean} all whether these are the handles of the picture of groups
 * @param {number} width
 * @param {number} height
 */
export function drawHandles(player, all, width, height) {
  const { state } = player.store;
  const y = yOf(state, all);
  const groups = groupsOf(state).filter(({ ahead: a, back: b }) => a.length + b.length > 1);
  const xs = groups.map(({ x }) => x[all ? 1 : 0]);
  return groups.map((group, k) => {
    const isFolded = all || state.folded.has(group.id);
    const title = titleOf(player, group);
    const handle = el(
      "button",
      {
        type: "button",
        class: "handle",
        "data-group": group.id,
        "aria-expanded": String(!isFolded),
        "aria-label": title,
        title: player.text(isFolded ? "see.unfold" : "see.fold", { group: title }),
      },
      el("span", { class: "sign", "aria-hidden": "true" }, isFolded ? "+" : "−"),
      all ? null : el("span", { class: "title" }, title),
    );
    keepFocus(handle);
    handle.addEventListener("click", () => toggleFold(player, group.id));
    const place = el("div", { class: "handle-place" }, handle);
    Object.assign(place.style, {
      left: `${(100 * (xs[k] ?? 0)) / width}%`,
      top: `${(100 * y) / height}%`,
      width: `${(100 * roomAt(xs, k, width)) / width}%`,
    });
    return place;
  });
}

/**
 * How wide a title may be before it meets the one beside it.
 * @param {number[]} xs the middles of all titles
 * @param {number} k
 * @param {number} width of the picture
 */
function roomAt(xs, k, width) {
  const here = xs[k] ?? 0;
  return Math.min(...xs.filter((_, other) => other !== k).map((x) => Math.abs(x - here)), width);
}

/**
 * @param {State} state
 * @param {boolean} all
 */
function yOf(
  {
    structure: {
      see: {
        folding: { middle, nodes, frame },
      },
      figure,
    },
  },
  all,
) {
  const ahead = nodes.find(({ id }) => id.endsWith(".ahead"))?.at;
  return all && frame[0] !== figure.layout.width && ahead ? ahead[1] + ahead[3] + 16 : middle;
}
