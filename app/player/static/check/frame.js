/** The frame of the room: a column beside the player, or a row above it, whose button opens the rest as a drawer. */

import { closeButton, el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @param {HTMLElement} bring where numbers are brought
 * @param {() => void} close
 */
export function createFrame(player, bring, close) {
  const said = el("p", { class: "misfit", role: "status" });
  const outcome = el("div", { class: "outcome" });
  const live = el("p", { class: "unseen", "aria-live": "polite" });
  const atStep = el("p", { class: "at-step" });
  const toggle = el("button", { type: "button", class: "boxed open-body" }, player.text("submission.numbers"));
  const about = el("p", { class: "about" }, player.text("submission.line"));
  const name = player.text("submission");
  const element = el(
    "section",
    { class: "submission", "aria-label": name },
    el("header", {}, el("h2", {}, name), toggle, atStep, closeButton(player.text("close"), close)),
    el("div", { class: "body" }, about, bring, said, outcome, live),
  );
  /** @param {boolean} on */
  function open(on) {
    element.classList.toggle("open", on);
    toggle.setAttribute("aria-expanded", String(on));
  }
  toggle.addEventListener("click", () => open(!element.classList.contains("open")));
  return { element, said, outcome, live, atStep, open };
}
