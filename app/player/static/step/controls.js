/** The buttons below the timeline, and the status: step, iteration, loss. */

import { label } from "../core/boxes.js";
import { sendCommand } from "../core/commands.js";
import { assign, el, icon, keepFocus, updateAttribute, updateText } from "../core/dom.js";
import { FIRST, LAST, NEXT, PAUSE, PLAY, PREVIOUS, REDO, UNDO } from "../core/icons.js";
import { valuesWithoutNode, currentStep, matrixOf, nameOf } from "../core/model.js";
import { trimmed } from "../core/numbers.js";
import { hasChanged, isOtherStep, lastStep } from "../core/store.js";
import { createCourse } from "./course.js";
import { openHelp } from "./help.js";
import { drawIterations } from "./iterations.js";
import { drawBack, drawLoss, iterationText } from "./iteration-text.js";
import { SPEEDS, togglePlay } from "./play.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Command} Command */

/**
 * @param {Player} player
 * @param {HTMLElement} practise the button that opens what can be practised
 */
export function createControls(player, practise) {
  const status = el("p", { class: "status" });
  const controls = el(
    "div",
    { class: "controls", role: "group", "aria-label": player.text("controls") },
    drawSteps(player),
    drawPlay(player),
    el("div", { class: "told" }, status, createCourse(player)),
    drawCommands(player),
    practise,
    drawKeys(player),
  );
  const show = () => {
    status.classList.toggle("in-training", player.store.state.data.training !== null);
    // A link that is replaced between the two halves of a click is not followed.
    const next = el("p", { class: status.className }, ...drawStatus(player));
    if (!next.isEqualNode(status)) status.replaceChildren(...next.childNodes);
  };
  whenShown(player, show);
  return controls;
}

/**
 * Show something now, and again when what is shown here may be another.
 * @param {Player} player
 * @param {() => void} show
 */
function whenShown(player, show) {
  player.store.subscribe((state, before) => {
    if (isOtherStep(state, before) || hasChanged(state, before, "data", "display")) show();
  });
  show();
}

/**
 * @param {Player} player
 * @param {string} key of its text
 * @param {() => void} act
 * @param {string | null} path of its icon; null to write its text on it
 */
function button(player, key, act, path) {
  const element = el(
    "button",
    {
      type: "button",
      class: `control ${key.replace(".", "-")}`,
      title: player.text(key),
      "aria-label": player.text(key),
    },
    path ? icon(path) : player.text(key),
  );
  // A click leaves the focus where it is, so that space and arrow keys keep their meaning.
  keepFocus(element);
  element.addEventListener("click", act);
  return element;
}

/** @param {Player} player */
function drawSteps(player) {
  const { state } = player.store;
  const last = () => lastStep(state);
  const first = button(player, "first", () => player.go(0), FIRST);
  const previous = button(player, "previous", () => player.go(state.cursor - 1), PREVIOUS);
  const next = button(player, "next", () => player.go(state.cursor + 1), NEXT);
  const end = button(player, "last", () => player.go(last()), LAST);
  next.append(el("span", {}, player.text("next")));
  const show = () => {
    for (const back of [first, previous]) disable(back, state.cursor === 0);
    for (const on of [next, end]) disable(on, state.cursor === last());
  };
  whenShown(player, show);
  return el("div", { class: "steps" }, first, previous, next, end);
}

/**
 * Disable a button; it keeps the focus, which would be lost at either end.
 * @param {HTMLButtonElement} element
 * @param {boolean} off
 */
function disable(element, off) {
  updateAttribute(element, "aria-disabled", off ? "true" : null);
}

/** @param {Player} player */
function drawPlay(player) {
  const play = button(player, "play", () => togglePlay(player), PLAY);
  const speed = el(
    "select",
    { class: "boxed speed", title: player.text("speed"), "aria-label": player.text("speed") },
    ...SPEEDS.map((value) => el("option", { value }, `${value}×`)),
  );
  speed.value = String(player.store.state.speed);
  speed.addEventListener("change", () => {
    player.store.set({ speed: Number(speed.value) });
    speed.blur();
  });
  player.store.subscribe((state, before) => {
    if (state.playing === before.playing) return;
    const name = player.text(state.playing ? "pause" : "play");
    play.replaceChildren(icon(state.playing ? PAUSE : PLAY));
    assign(play, { title: name, "aria-label": name });
  });
  return el("div", { class: "playing" }, play, speed);
}

/** @param {Player} player */
function drawStatus(player) {
  const { state } = player.store;
  const step = currentStep(state);
  const of = state.structure.steps.length;
  const parts = [
    player.text("status.step", { step: state.cursor + 1, of }),
    state.structure.steps.some(({ phase }) => phase === "update") ? drawIteration(player) : null,
    state.data.loss === null ? null : drawLoss(player, state.data.loss),
  ].filter((part) => part !== null);
  const last = player.text("status.step", { step: of, of });
  return [
    ...parts.map((part, k) => el("span", k === 0 ? { class: "step-number", "data-last": last } : {}, part)),
    el("b", { class: `phase ${step.phase}` }, player.text(`phase.${step.phase}`)),
  ];
}

/** @param {Player} player */
function drawIteration(player) {
  const { iteration, iterations, training } = player.store.state.data;
  const said = iterationText(player, iteration);
  const link = training ? drawBack(player, said) : said;
  if (iterations === 1) return link;
  const of = iterations + (training?.done ?? 0);
  return el("span", {}, link, " ", el("span", { class: "of" }, player.text("status.iterations", { iterations: of })));
}

/** @param {Player} player */
function drawCommands(player) {
  const command = (/** @type {Command} */ type, /** @type {string | null} */ path) =>
    button(player, type, () => sendCommand(player, type), path);
  const undo = command("undo", UNDO);
  const redo = command("redo", REDO);
  const reset = command("reset", null);
  const show = () => {
    const { can } = player.store.state.data;
    disable(undo, !can.undo);
    disable(redo, !can.redo);
  };
  whenShown(player, show);
  const rates = el("span", { class: "rates" });
  const showRates = () => {
    const { own, more } = drawRates(player);
    rates.replaceChildren(...own, ...more);
    player.root.classList.toggle("with-more-numbers", more.length > 0);
  };
  player.store.subscribe((state, before) => state.structure !== before.structure && showRates());
  showRates();
  return el("div", { class: "commands" }, drawIterations(player), rates, undo, redo, reset);
}

/**
 * Draw a button for every rate without a node in the graph, and one button for all other such values.
 * @param {Player} player
 */
function drawRates(player) {
  const names = valuesWithoutNode(player.store.state);
  const rates = names.filter((name) => nameOf(player.store.state, name).kind === "rate");
  return {
    own: rates.map((name) => drawRate(player, name)),
    more: names.length > rates.length ? [drawMore(player)] : [],
  };
}

/** @param {Player} player */
function drawMore(player) {
  const more = button(
    player,
    "numbers.more",
    () => {
      import("../matrix/settings.js").then(
        ({ toggleSettings }) => toggleSettings(player, more),
        (/** @type {unknown} */ error) => console.error(error),
      );
    },
    null,
  );
  more.setAttribute("aria-expanded", "false");
  more.classList.add("more-numbers");
  return more;
}

/**
 * @param {Player} player
 * @param {string} name
 */
function drawRate(player, name) {
  const value = el("span", {});
  const rate = el(
    "button",
    { type: "button", class: "control rate", "data-name": name, title: player.text("edit.hint") },
    label(player.store.state, name),
    value,
  );
  keepFocus(rate);
  rate.addEventListener("click", () => player.visit(name));
  const show = () => {
    const { state } = player.store;
    if (!state.structure.names[name]?.scalar) return;
    const { cells, format: write } = matrixOf(state, name);
    updateText(value, ` = ${trimmed(write(cells[0]?.[0] ?? "nan"))}`);
  };
  whenShown(player, show);
  return rate;
}

/** @param {Player} player */
function drawKeys(player) {
  const cap = (/** @type {string} */ text) => el("kbd", {}, text);
  const help = button(player, "keys", () => openHelp(player), null);
  help.replaceChildren(cap("?"));
  return el(
    "div",
    { class: "hints" },
    el("span", {}, cap("←"), " ", cap("→"), " ", player.text("hints.step")),
    el("span", {}, cap(player.text("cap.space")), " ", player.text("hints.play")),
    help,
  );
}
