/** The dialog with the Jacobians of a step: one for each value to which the gradient flows back. */

import { label } from "../core/boxes.js";
import { showModal } from "../core/dialog.js";
import { closeButton, el } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { drawJacobian } from "./jacobian.js";
import { drawNoAnswer } from "./no-answer.js";
import { answerTo, ask } from "../core/questions.js";
import { addStyle } from "./style.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {{step: string, input: string}} Which */

/** @param {Player} player */
export async function openJacobianDialog(player) {
  await addStyle(player.root);
  const { state } = player.store;
  const [first] = currentStep(state).jacobians;
  if (!first || player.root.querySelector("dialog.unfolded")) return;
  const all = state.structure.steps.find(({ name }) => name === first.step)?.jacobians ?? [];
  open(player, first, [...currentStep(state).jacobians.filter(({ step }) => step !== first.step), ...all]);
}

/**
 * @param {Player} player
 * @param {Which} first
 * @param {Which[]} all
 */
function open(player, first, all) {
  const close = closeButton(player.text("close"), () => dialog.close());
  const body = el("div", { class: "unfolding", "aria-live": "polite" });
  const choices = el("div", { class: "pick", role: "group", "aria-label": player.text("jacobian.inputs") });
  const dialog = el(
    "dialog",
    { class: "help large unfolded", "aria-labelledby": "jacobian-title" },
    el("h2", { id: "jacobian-title" }, player.text("jacobian.title")),
    close,
    choices,
    body,
  );
  /** @type {Which} */
  let which = first;
  /** @type {any} */
  let drawn = null;
  const show = () => {
    const answer = answerTo(player.store.state, "jacobian", { step: which.step, input: which.input });
    if (answer === drawn && drawn !== null) return;
    drawn = answer;
    body.replaceChildren(...draw(player, answer));
  };
  const choose = (/** @type {Which} */ next) => {
    which = next;
    for (const [index, button] of [...choices.children].entries())
      button.setAttribute("aria-pressed", String(isSame(all[index], next)));
    ask(player, "jacobian", { step: next.step, input: next.input });
    show();
  };
  choices.append(...all.map((one) => drawChoice(player, one, choose)));
  choices.hidden = all.length < 2;
  const stop = player.store.subscribe((state, before) => state.data !== before.data && show());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    stop();
    dialog.remove();
    ask(player, "jacobian", null);
  });
  player.root.append(dialog);
  showModal(dialog);
  choose(first);
}

/**
 * @param {Which | undefined} one
 * @param {Which} other
 */
function isSame(one, other) {
  return one?.step === other.step && one.input === other.input;
}

/**
 * @param {Player} player
 * @param {Which} which
 * @param {(which: Which) => void} choose
 */
function drawChoice(player, which, choose) {
  const { state } = player.store;
  const button = el(
    "button",
    { type: "button", "aria-pressed": "false" },
    "∂ ",
    label(state, which.step),
    " / ∂ ",
    label(state, which.input),
  );
  button.addEventListener("click", () => choose(which));
  return button;
}

/**
 * @param {Player} player
 * @param {any} answer
 */
function draw(player, answer) {
  const missing = drawNoAnswer(player, answer);
  return missing ? [missing] : drawJacobian(player, answer);
}
