/** The buttons of the presenter mode, in a corner. */

import { assign, el, keepFocus } from "../core/dom.js";

/** @typedef {import("./presenter.js").Presenting} Presenting */
/** @typedef {import("./presenter.js").Act} Act */

const CAPS = /** @type {Record<Act, string>} */ ({ text: "T", spotlight: "S", veil: "R", black: "B", leave: "Esc" });

/**
 * @param {Presenting} presenting
 * @returns {() => void} shows which buttons are on
 */
export function createBar(presenting) {
  const { player } = presenting;
  const words = {
    text: player.text("present.text"),
    spotlight: player.text("present.spotlight"),
    veil: player.text("present.veil"),
    black: player.text("present.black"),
    leave: player.text("present.leave"),
  };
  const acts = /** @type {Act[]} */ (Object.keys(CAPS));
  const buttons = acts.map((act) => {
    const button = el("button", { type: "button", class: "control" }, el("kbd", {}, CAPS[act]), words[act]);
    keepFocus(button);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      presenting.act[act]();
    });
    return button;
  });
  player.root.append(
    el(
      "div",
      { class: "present-bar", role: "toolbar", "aria-label": player.text("present") },
      ...buttons,
      el("span", { class: "unseen", role: "status" }, player.text("present.on")),
    ),
  );
  const show = () => {
    for (const [k, act] of acts.entries())
      if (act !== "leave")
        assign(/** @type {HTMLElement} */ (buttons[k]), { "aria-pressed": String(presenting.is(act)) });
  };
  show();
  return show;
}
