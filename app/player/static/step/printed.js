/** Outside a lesson: where a document prints the value of this step, and the way to the stop that speaks of it. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Step} Step */

/**
 * @param {Player} player
 * @param {Step} step
 */
export function drawPrinted(player, { name }) {
  const places = player.store.state.data.printed[name] ?? [];
  return places.map(({ lesson, stop, of, text, agrees }) => {
    const look = agrees ? "agrees" : "differs";
    const sign = el("span", { class: `judged ${look}`, "aria-hidden": "true" }, agrees ? "✓" : "≠");
    const button = el("button", { type: "button", class: `printed-in ${look}`, title: of }, sign, el("span", {}, text));
    button.addEventListener("click", () => player.send({ type: "lesson", lesson, stop }));
    return button;
  });
}
