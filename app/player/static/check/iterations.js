/** A recorded training: whether each of its iterations is right, and from which value on it is not. */

import { el } from "../core/dom.js";
import { LOOKS } from "./verdict.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {{number: number, verdict: "right" | "wrong" | "follows", said: string, why: string}} Iteration */

/**
 * @param {Room} room
 * @param {Iteration[]} iterations
 */
export function drawIterations({ player }, iterations) {
  return el(
    "section",
    { class: "mapping by-iteration", "aria-label": player.text("submission.recorded") },
    el("h3", {}, player.text("submission.recorded")),
    el("ul", {}, ...iterations.map(drawIteration)),
  );
}

/** @param {Iteration} iteration */
function drawIteration({ verdict, said, why }) {
  const { sign, look } = LOOKS[verdict];
  return el(
    "li",
    { class: look },
    el("span", { class: `judged ${look}`, "aria-hidden": "true" }, sign),
    el(
      "span",
      { class: "go-to" },
      el("span", { class: "own" }, said),
      why ? el("span", { class: "verdict" }, why) : null,
    ),
  );
}
