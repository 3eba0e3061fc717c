/** The panels of a stop, below its text. Each can be opened large, for a projector or for a wide matrix. */

import { showModal } from "../core/dialog.js";
import { closeButton, el } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { drawDerivation } from "./derivation.js";
import { drawFormulaPanel } from "./formula-panel.js";
import { drawGradientCheck } from "./gradient-check.js";
import { drawJacobian } from "./jacobian-panel.js";
import { drawPaths } from "./paths-panel.js";
import { drawTraining } from "./training.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Panel} Panel */

/** @type {Record<string, (player: Player, panel: Panel, index: number) => (Node | string | null)[]>} */
const DRAW = {
  derivation: drawDerivation,
  formula: drawFormulaPanel,
  check: drawGradientCheck,
  jacobian: drawJacobian,
  path: drawPaths,
  training: drawTraining,
};

/** @param {Player} player */
export function createPanels(player) {
  const element = el("div", { class: "panels" });
  let shown = "";
  const show = () => {
    const { data, stop } = player.store.state;
    const panels = data.lesson?.stop === stop ? data.lesson.panels : [];
    const now = JSON.stringify([stop, panels]);
    if (now === shown) return;
    shown = now;
    const typing = typedIn(element);
    element.replaceChildren(...panels.map((panel, index) => drawPanel(player, panel, index)));
    typing?.(element);
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "stop", "data")) show();
  });
  show();
  return element;
}

/**
 * Remember the field in which a person types, and return what gives its successor the focus.
 * @param {Element} element
 */
function typedIn(element) {
  const old = element.querySelector("input:focus");
  if (!(old instanceof HTMLInputElement)) return null;
  const { selectionStart, name } = old;
  return (/** @type {Element} */ drawn) => {
    const input = drawn.querySelector(`input[name="${name}"]`);
    if (!(input instanceof HTMLInputElement)) return;
    input.focus();
    input.setSelectionRange(selectionStart, selectionStart);
  };
}

/**
 * @param {Player} player
 * @param {Panel} panel
 * @param {number} index
 */
function drawPanel(player, panel, index) {
  const title = say(player, `panel.${panel.kind}`);
  const larger = el("button", { type: "button", class: "link larger" }, say(player, "larger"));
  const drawn = el(
    "section",
    { class: `more of-${panel.kind}`, "aria-label": title },
    el("header", {}, el("h3", {}, title), panel.kind === "training" ? null : larger),
    ...body(player, panel, index),
  );
  larger.addEventListener("click", () => enlarge(player, title, body(player, panel, index), panel.kind, drawn));
  return drawn;
}

/**
 * @param {Player} player
 * @param {Panel} panel
 * @param {number} index
 */
function body(player, panel, index) {
  if (typeof panel.error === "string")
    return [el("p", {}, say(player, "panel_error"), " ", el("span", { lang: "en" }, panel.error))];
  return (DRAW[panel.kind]?.(player, panel, index) ?? []).filter((part) => part !== null);
}

/**
 * @param {Player} player
 * @param {string} title
 * @param {(Node | string)[]} content
 * @param {string} kind
 * @param {Element} beside
 */
function enlarge(player, title, content, kind, beside) {
  const close = closeButton(say(player, "smaller"), () => dialog.close());
  const dialog = el(
    "dialog",
    { class: `help large more of-${kind}`, "aria-label": title },
    el("h2", {}, title),
    close,
    ...content,
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  beside.after(dialog);
  showModal(dialog);
}
