/** The graph folded to the step: what it reads and what it computes, in one row. Shown where the numbers need the room. */

import { label } from "../core/boxes.js";
import { el, keepFocus } from "../core/dom.js";
import { currentStep, nameOf, shapeOf } from "../core/model.js";
import { isOtherStep } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */

/** Of more values that a step reads, only the names have room. */
const FEW = 3;

/** @param {Player} player */
export function createBrief(player) {
  const element = el("div", { class: "step-nodes", role: "group", "aria-label": player.text("graph"), hidden: true });
  const draw = () => {
    const { name, reads, phase } = currentStep(player.store.state);
    element.classList.toggle("terse", reads.length > FEW);
    element.replaceChildren(
      ...reads.map((one) => drawNode(player, one, `reads ${phase}`)),
      el("span", { class: "arrow", "aria-hidden": "true" }, "→"),
      drawNode(player, name, `now ${phase}`),
    );
  };
  player.store.subscribe((state, before) => {
    if (!element.hidden && isOtherStep(state, before)) draw();
  });
  return {
    element,
    show(/** @type {boolean} */ on) {
      if (on && element.hidden) draw();
      if (element.hidden === on) element.hidden = !on;
    },
  };
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {string} kind
 */
function drawNode(player, name, kind) {
  const { state } = player.store;
  const { plain } = nameOf(state, name);
  const button = el(
    "button",
    {
      type: "button",
      class: `part ${kind}`,
      "data-name": name,
      "aria-label": player.text("visit", { name: plain }),
    },
    label(state, name),
    el("span", { class: "shape" }, shapeOf(state, name)),
  );
  keepFocus(button);
  button.addEventListener("click", () => player.visit(name));
  button.addEventListener("pointerenter", () => player.point(name));
  button.addEventListener("pointerleave", () => player.point(null));
  return button;
}
