/** What is chosen of a loss surface: the plane of weights, and from where it is seen in space. */

import { el } from "../core/dom.js";
import { turnFigure } from "./plotly.js";

/** @typedef {import("./types.js").Room} Room */

const DEGREES = 180 / Math.PI;
/** How far away the eye is, and how high, as at first in Python. */
const [AWAY, UP] = [1.9, 1];

/**
 * The choice of a plane: its kind, and what belongs to it.
 * @param {Room} room
 * @param {{kind: string, seed?: number, entries?: string[]} | undefined} before what was chosen before
 */
export function createPlane({ given, text }, before) {
  const { kinds, entries, parameters } = given.surface;
  const kind = el(
    "select",
    { class: "boxed", "aria-label": text("plane") },
    ...kinds.map((name) => el("option", { value: name, selected: name === before?.kind }, text(`plane_${name}`))),
  );
  const list = el("datalist", { id: "surface-entries" }, ...parameters.map((value) => el("option", { value })));
  const fields = entries.map((value, k) =>
    el("input", {
      type: "text",
      class: "boxed surface-entry",
      list: "surface-entries",
      spellcheck: "false",
      value: before?.entries?.[k] ?? value,
      "aria-label": text("surface_entry", { number: k + 1 }),
    }),
  );
  const others = el("button", { type: "button", class: "boxed" }, text("surface_others"));
  let seed = before?.seed ?? 0;
  const turn = () => {
    for (const field of fields) field.hidden = kind.value !== "two";
    others.hidden = kind.value !== "random";
  };
  turn();
  return {
    elements: [kind, ...fields, list, others],
    kind: () => kind.value,
    /**
     * Whether there is such a plane: the principal directions are those of a path.
     * @param {number} latest the iteration to which the path leads
     */
    isThere: (latest) => latest > 0 || kind.value !== "principal",
    chosen() {
      if (kind.value === "random") return { kind: kind.value, seed };
      return kind.value === "two"
        ? { kind: kind.value, entries: fields.map(({ value }) => value) }
        : { kind: kind.value };
    },
    /** @param {() => void} hear */
    changed(hear) {
      kind.addEventListener("change", () => {
        turn();
        hear();
      });
      for (const field of fields) field.addEventListener("change", hear);
      others.addEventListener("click", () => {
        seed += 1;
        hear();
      });
    },
  };
}

/**
 * A slider that turns the surface in space, for whoever has no pointer to drag it with.
 * @param {Room} room
 * @param {HTMLElement | undefined} drawing
 */
export function createTurn({ text }, drawing) {
  const slider = el("input", { type: "range", min: "-180", max: "180", step: "5", value: "-45" });
  slider.setAttribute("aria-label", text("surface_turn"));
  const element = el("label", { class: "surface-turn" }, text("surface_turn"), slider);
  slider.addEventListener("input", () => {
    const angle = Number(slider.value) / DEGREES;
    if (drawing) void turnFigure(drawing, { x: AWAY * Math.cos(angle), y: AWAY * Math.sin(angle), z: UP });
  });
  return { element };
}
