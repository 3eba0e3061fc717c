/** One of someone's names: the verdict, the way to its step, and the value that it was taken for. */

import { el } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { drawCauses } from "./causes.js";
import { LOOKS, describe } from "./verdict.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {import("./verdict.js").Outcome} Outcome */
/** @typedef {import("./verdict.js").Named} Named */

/**
 * @param {Room} room
 * @param {Outcome} outcome
 * @param {Named} named
 */
export function drawRow(room, outcome, named) {
  const { player } = room;
  const judged = named.name ? outcome.values[named.name] : undefined;
  const look = judged ? LOOKS[judged.verdict] : { sign: "?", look: "none" };
  const said = judged ? describe(player, judged) : player.text("submission.unnamed");
  const isHere = currentStep(player.store.state).name === named.name;
  const isLater = judged?.verdict === "wrong" && named.name !== outcome.first;
  return el(
    "li",
    { class: isHere ? `${look.look} here` : look.look },
    el("span", { class: `judged ${look.look}`, "aria-hidden": "true" }, look.sign),
    drawName(room, named, said),
    named.choices ? drawChoice(room, named, named.choices) : null,
    judged && isLater && isHere ? drawCauses(player, judged, named.name ?? "") : null,
  );
}

/**
 * The name as they have it, and what is said of it; a click leads to its step.
 * @param {Room} room
 * @param {Named} named
 * @param {string} said
 */
function drawName(room, { own, name }, said) {
  const words = [el("span", { class: "own" }, own), el("span", { class: "verdict" }, said)];
  if (!name) return el("span", { class: "go-to" }, ...words);
  const isHere = currentStep(room.player.store.state).name === name;
  const button = el(
    "button",
    { type: "button", class: "go-to", "data-own": own, "aria-current": isHere ? "step" : null },
    ...words,
  );
  button.addEventListener("click", () => room.go(name));
  return button;
}

/**
 * The values that it may stand for: those of its shape.
 * @param {Room} room
 * @param {Named} named
 * @param {string[]} choices
 */
function drawChoice(room, { own, name }, choices) {
  const { player } = room;
  const { names } = player.store.state.structure;
  const all = name && !choices.includes(name) ? [name, ...choices] : choices;
  const options = all.map((one) => el("option", { value: one, selected: one === name }, names[one]?.plain ?? one));
  const none = el("option", { value: "", selected: name === null }, player.text("submission.not_this"));
  const select = el(
    "select",
    { "aria-label": player.text("submission.stands_for", { own }), "data-own": own },
    ...options,
    none,
  );
  select.addEventListener("change", () => room.choose(own, select.value));
  return select;
}
