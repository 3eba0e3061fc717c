/** A switch with its name, and a line about what it does. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */

/**
 * @param {Player} player
 * @param {"check" | "compare" | "exact"} key
 * @param {(state: State) => boolean} isOn
 * @param {() => void} toggle
 */
export function drawSwitch(player, key, isOn, toggle) {
  const input = el("input", { type: "checkbox", role: "switch", "data-view": key });
  const about = el("span", { class: "about" }, player.text(`view.about_${key}`));
  const name = el("span", { class: "name" }, player.text(`view.${key}`));
  const element = el("label", { class: "setting" }, input, name, about);
  input.addEventListener("change", toggle);
  const show = () => {
    input.checked = isOn(player.store.state);
  };
  return { element, about, show };
}
