/**
 * The line under the neurons: the numbers of what is pointed at. For an edge these are its weight, its gradient and its
 * update.
 */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { cellOf, isReached, keyOf, nodeOf, placeOf } from "../core/model.js";
import { format } from "../core/numbers.js";
import { pointAtEntries, pointAtEntry } from "../core/pointed-entries.js";
import { hasChanged } from "../core/store.js";
import { gradientOrUpdateOf } from "./neuron-values.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

/** @param {Player} player */
export function createReadout(player) {
  const { store } = player;
  const element = el("p", { class: "readout" });
  function say(/** @type {string | null} */ key) {
    if (!key) {
      element.replaceChildren(legend(player));
      pointAtEntries(player, []);
      player.point(null);
      return;
    }
    const { name, row, col } = placeOf(key);
    const { state } = store;
    const all = family(state, name).filter((one) => isReached(state, one));
    const parts = all.flatMap((one, index) => [index > 0 ? " · " : "", ...written(state, one, row, col)]);
    element.replaceChildren(...parts);
    if (all.length > 1)
      pointAtEntries(
        player,
        all.map((one) => keyOf(one, row, col)),
      );
    else pointAtEntry(player, key);
    player.point(name);
  }
  store.subscribe((state, before) => {
    if (hasChanged(state, before, "cursor", "picture", "structure")) say(null);
  });
  element.replaceChildren(legend(player));
  return {
    element,
    listen(
      /** @type {SVGElement} */ picture,
      /** @type {() => import("./neuron-shapes.js").Network | null} */ network,
    ) {
      const at = (/** @type {MouseEvent} */ event) => keyAt(event) ?? nearest(event, picture, network());
      let last = "";
      const look = (/** @type {MouseEvent} */ event) => {
        const key = at(event);
        if ((key ?? "") === last) return;
        last = key ?? "";
        say(key);
      };
      for (const type of /** @type {const} */ (["pointermove", "pointerdown"])) picture.addEventListener(type, look);
      picture.addEventListener("pointerleave", () => {
        last = "";
        say(null);
      });
      picture.addEventListener("click", (event) => {
        const key = at(event);
        if (key) player.visit(placeOf(key).name);
      });
    },
  };
}

/** @param {MouseEvent} event */
function keyAt({ target }) {
  const cell = target instanceof Element ? target.closest("[data-key]") : null;
  return cell && cell.localName !== "line" ? cell.getAttribute("data-key") : null;
}

/** Pixels from an edge within which it counts as pointed at. */
const NEAR = 9;

/**
 * Find the edge nearest to the pointer, so that thin edges are as easy to point at as thick ones.
 * @param {MouseEvent} event
 * @param {SVGElement} picture
 * @param {import("./neuron-shapes.js").Network | null} network
 */
function nearest(event, picture, network) {
  const box = picture.getBoundingClientRect();
  const x = event.clientX - box.left;
  const y = event.clientY - box.top;
  let best = NEAR;
  let found = null;
  for (const { line } of network?.wires ?? []) {
    const far = line instanceof SVGLineElement ? distance(line, x, y) : Infinity;
    if (far < best) [best, found] = [far, line];
  }
  return found?.getAttribute("data-key") ?? null;
}

/**
 * @param {SVGLineElement} line
 * @param {number} x
 * @param {number} y
 */
function distance({ x1, y1, x2, y2 }, x, y) {
  const [a, b, c, d] = [x1.baseVal.value, y1.baseVal.value, x2.baseVal.value, y2.baseVal.value];
  if (x < a || x > c) return Infinity;
  const along = ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2);
  return Math.hypot(x - a - along * (c - a), y - b - along * (d - b));
}

/**
 * List a value, its gradient and its update.
 * @param {State} state
 * @param {string} name
 */
function family(state, name) {
  const of = state.structure.names[name]?.of ?? null;
  const value = of && state.structure.names[name]?.kind !== "value" ? of : nodeOf(state, name);
  return [value, gradientOrUpdateOf(state, value, "gradient"), gradientOrUpdateOf(state, value, "update")].filter(
    (one) => one !== null,
  );
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} row
 * @param {number} col
 */
function written(state, name, row, col) {
  const scalar = state.structure.names[name]?.scalar;
  return [
    label(state, name),
    scalar ? null : el("span", { class: "at" }, `[${row + 1}, ${col + 1}]`),
    ` = ${format(cellOf(state, name, row, col))}`,
  ].filter((part) => part !== null);
}

/** @param {Player} player */
function legend(player) {
  const { structure, cursor } = player.store.state;
  const phase = structure.steps[cursor]?.phase ?? "forward";
  return el("span", { class: "hint" }, player.text(`see.legend.${phase === "loss" ? "forward" : phase}`));
}
