/** How numbers are written: as exact fractions or not, and with how many digits. */

import { el } from "../core/dom.js";
import { setDisplay } from "./number-style.js";
import { drawSwitch } from "./switch.js";

/** @typedef {import("../core/types.js").Player} Player */

const MOST = 12;

/** @param {Player} player */
export function drawExact(player) {
  const toggle = () => setDisplay(player, { exact: !player.store.state.display.exact });
  const part = drawSwitch(player, "exact", ({ display }) => display.exact, toggle);
  const show = () => {
    part.show();
    const { display, data } = player.store.state;
    const isSaturated = display.exact && (data.answers?.exact?.saturated?.length ?? 0) > 0;
    part.about.textContent = player.text(isSaturated ? "view.saturated" : "view.about_exact");
  };
  return { element: part.element, show };
}

/**
 * Without digits, as many as fit.
 * @param {Player} player
 */
export function drawDigits(player) {
  const slider = el("input", { type: "range", min: 0, max: MOST, step: 1, "data-view": "digits" });
  const said = el("output", {});
  const element = el(
    "label",
    { class: "setting digits" },
    el("span", { class: "name" }, player.text("view.digits"), said),
    slider,
  );
  slider.addEventListener("input", () => setDisplay(player, { digits: Number(slider.value) || undefined }));
  const show = () => {
    const { digits } = player.store.state.display;
    const words = digits ? String(digits) : player.text("view.as_fits");
    slider.value = String(digits ?? 0);
    slider.setAttribute("aria-valuetext", words);
    said.textContent = words;
  };
  return { element, show };
}
