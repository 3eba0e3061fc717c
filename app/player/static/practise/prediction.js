/** Predict a value: the strip with the question, the verdict on the answer, and the hints. */

import { el } from "../core/dom.js";
import { parseMathML } from "../core/formula.js";
import { currentStep, matrixOf, summaryOf } from "../core/model.js";
import { decimalsShown } from "../core/numbers.js";
import { writeOut } from "../explain/sum.js";
import { button, drawHead, practise } from "./buttons.js";
import { createFields } from "./fields.js";
import { drawPieces, say, spoken } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Prediction} Prediction */

/**
 * @param {Player} player
 * @param {HTMLElement} strip
 * @param {HTMLElement} live
 */
export function createPrediction(player, strip, live) {
  const fields = createFields(player, () => check());
  let id = "";
  let said = "";
  /** @param {Prediction} prediction */
  function begin(prediction) {
    id = prediction.id;
    fields.leave();
    const kept = player.store.state.fields;
    if (kept.question !== id) Object.assign(kept, { question: id, typed: {} });
    player.store.set({ pinned: null, panel: null, playing: false });
    player.go(player.store.state.structure.names[prediction.name]?.step ?? 0);
  }
  function check() {
    practise(player, { do: "answer", entries: fields.typed(), decimals: decimalsOfSources(player) });
  }
  function show() {
    const prediction = /** @type {Prediction} */ (player.store.state.data.practice);
    const isNew = prediction.id !== id;
    if (isNew) begin(prediction);
    fields.show(prediction);
    const focused = focusedButton(strip);
    strip.replaceChildren(...drawStrip(player, prediction, check));
    if (isNew) fields.focus();
    else refocus(strip, focused, prediction, fields);
    const now = [
      prediction.judged?.said,
      prediction.judged?.refused,
      prediction.judged?.mistake?.name,
      prediction.hints.map(({ text }) => spoken(text)).at(-1),
    ]
      .filter(Boolean)
      .join(" ");
    if (now === said) return;
    live.textContent = said = now;
    // On a small screen the verdict may be out of sight.
    strip.scrollIntoView({ block: "nearest" });
  }
  function leave() {
    id = "";
    fields.leave();
  }
  return { show, leave };
}

/**
 * To how many decimals the numbers are rounded that an answer is worked out from.
 * @param {Player} player
 * @returns {Record<string, number>}
 */
function decimalsOfSources(player) {
  const { state } = player.store;
  const read = currentStep(state).reads.filter((name) => !summaryOf(state, name));
  const decimals = read.map((name) => [name, decimalsShown(matrixOf(state, name).cells, state.display.digits)]);
  return Object.fromEntries(decimals.filter(([, count]) => count !== null));
}

/** @param {Element} strip */
function focusedButton(strip) {
  return strip.querySelector("button:focus")?.getAttribute("data-do") ?? null;
}

/**
 * Give the focus back after the buttons were drawn again: to the same button, or to the one that leads on.
 * @param {Element} strip
 * @param {string | null} focused
 * @param {Prediction} prediction
 * @param {import("./fields.js").Fields} fields
 */
function refocus(strip, focused, prediction, fields) {
  const main = strip.querySelector("button.main");
  if (!prediction.open && (focused !== null || fields.hadFocus()))
    return main instanceof HTMLElement && main.focus({ preventScroll: true });
  const same = focused === null ? null : (strip.querySelector(`button[data-do="${focused}"]`) ?? main);
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
  else if (prediction.open) fields.focus();
}

/**
 * @param {Player} player
 * @param {Prediction} prediction
 * @param {() => void} check
 */
function drawStrip(player, prediction, check) {
  const [turn, of] = prediction.turn;
  const progress = of > 1 ? el("span", { class: "turn" }, say(player, "turn", { turn, of })) : "";
  return [
    drawHead(player, [...drawPieces(player, prediction.title), progress], drawButtons(player, prediction, check)),
    el(
      "div",
      { class: "told" },
      drawVerdict(player, prediction),
      ...lastHints(prediction).map((hint) => drawHint(player, prediction, hint)),
    ),
  ];
}

/**
 * The hints that are shown: the last one, and the terms before it if it is one of their numbers.
 * @param {Prediction} prediction
 */
function lastHints({ hints, open }) {
  if (!open) return [];
  return hints.slice(hints.at(-2)?.written ? -2 : -1);
}

/**
 * @param {Player} player
 * @param {Prediction} prediction
 * @param {() => void} check
 */
function drawButtons(player, prediction, check) {
  const { state } = player.store;
  const at = state.structure.names[prediction.name]?.step ?? 0;
  // Other numbers would have the same shapes.
  const isShape = prediction.kind === "shape";
  /** @type {[string, () => void, boolean, string?][]} */
  const all = [
    ["to_question", () => player.go(at), state.cursor !== at],
    ["check", check, prediction.open && state.cursor === at, "main"],
    [
      "onward",
      () => practise(player, { do: "onward" }),
      !prediction.open && prediction.turn[0] < prediction.turn[1],
      "main",
    ],
    [
      "another",
      () => practise(player, { do: "another" }),
      !prediction.open && prediction.turn[0] === prediction.turn[1] && !isShape,
      "main",
    ],
    ["hint", () => practise(player, { do: "hint" }), prediction.open && prediction.more_hints > 0],
    ["reveal", () => practise(player, { do: "reveal" }), prediction.open],
    ["another", () => practise(player, { do: "another" }), prediction.open && !isShape],
    [
      "elsewhere",
      () => practise(player, { do: "elsewhere" }),
      prediction.kind !== "backward",
      isShape && !prediction.open ? "main" : "",
    ],
  ];
  return all
    .filter(([, , shown]) => shown)
    .map(([key, act, , kind]) => {
      const element = button(say(player, key), act, kind);
      element.dataset.do = key;
      return element;
    });
}

/**
 * @param {Player} player
 * @param {Prediction} prediction
 */
function drawVerdict(player, prediction) {
  const { judged } = prediction;
  if (prediction.solved === "shown") return el("p", { class: "verdict" }, say(player, "shown"));
  if (!judged)
    return el("p", { class: "verdict quiet" }, say(player, prediction.kind === "shape" ? "how_shape" : "how"));
  const kind =
    prediction.solved === "right"
      ? "right"
      : judged.entries.some(([, , , mark]) => mark === "wrong")
        ? "wrong"
        : "quiet";
  const line = el("p", { class: `verdict ${kind}` }, el("b", {}, judged.said), " ", judged.refused, " ", judged.fault);
  if (judged.mistake)
    line.append(
      say(player, "known"),
      " ",
      el("b", { class: "mistake" }, judged.mistake.name),
      el("span", {}, ". ", ...drawPieces(player, judged.mistake.text)),
    );
  return line;
}

/**
 * @param {Player} player
 * @param {Prediction} prediction
 * @param {import("../core/types.js").Hint} hint
 */
function drawHint(player, prediction, hint) {
  const line = el("p", { class: "hinted" }, el("span", {}, ...drawPieces(player, hint.text)));
  if (hint.math) line.append(el("span", { class: "formula" }, parseMathML(hint.math)));
  if (hint.written) line.append(" ", drawTerms(player, prediction, hint.written) ?? "");
  return line;
}

/**
 * Write the sum that makes an entry, without its result.
 * @param {Player} player
 * @param {Prediction} prediction
 * @param {[number, number]} at
 */
function drawTerms(player, prediction, [row, col]) {
  const { state } = player.store;
  const index = state.structure.names[prediction.name]?.step ?? 0;
  const step = state.structure.steps[index] ?? currentStep(state);
  if (!step.entry) return null;
  return el("span", { class: "expression" }, writeOut(state, step.entry, { i: row, j: col }).node, " = ?");
}
