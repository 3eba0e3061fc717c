/** Predict, then reveal: the strip with the question, what is said of the answer, and the hints. */

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
  /** @param {Prediction} asked */
  function begin(asked) {
    id = asked.id;
    fields.clear();
    player.store.set({ pinned: null, panel: null, playing: false });
    player.go(player.store.state.structure.names[asked.name]?.step ?? 0);
  }
  function check() {
    practise(player, { do: "answer", entries: fields.typed(), decimals: decimalsOfSources(player) });
  }
  function show() {
    const asked = /** @type {Prediction} */ (player.store.state.data.practice);
    const isNew = asked.id !== id;
    if (isNew) begin(asked);
    fields.show(asked);
    const kept = focusedButton(strip);
    strip.replaceChildren(...drawStrip(player, asked, check));
    if (isNew) fields.focus();
    else refocus(strip, kept, asked, fields);
    const now = [
      asked.judged?.said,
      asked.judged?.refused,
      asked.judged?.mistake?.name,
      asked.hints.map(({ text }) => spoken(text)).at(-1),
    ]
      .filter(Boolean)
      .join(" ");
    if (now === said) return;
    live.textContent = said = now;
    // On a small screen what is said may be below.
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
 * The buttons are drawn anew: who was at one of them stays there, or goes to the one that leads on.
 * @param {Element} strip
 * @param {string | null} kept
 * @param {Prediction} asked
 * @param {import("./fields.js").Fields} fields
 */
function refocus(strip, kept, asked, fields) {
  const main = strip.querySelector("button.main");
  if (!asked.open && (kept !== null || fields.had()))
    return main instanceof HTMLElement && main.focus({ preventScroll: true });
  const same = kept === null ? null : (strip.querySelector(`button[data-do="${kept}"]`) ?? main);
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
  else if (asked.open) fields.focus();
}

/**
 * @param {Player} player
 * @param {Prediction} asked
 * @param {() => void} check
 */
function drawStrip(player, asked, check) {
  const [turn, of] = asked.turn;
  const progress = of > 1 ? el("span", { class: "turn" }, say(player, "turn", { turn, of })) : "";
  return [
    drawHead(player, [...drawPieces(player, asked.title), progress], drawButtons(player, asked, check)),
    el(
      "div",
      { class: "told" },
      drawVerdict(player, asked),
      ...seen(asked).map((hint) => drawHint(player, asked, hint)),
    ),
  ];
}

/**
 * The last hint; a number beside the terms that it is one of.
 * @param {Prediction} asked
 */
function seen({ hints, open }) {
  if (!open) return [];
  return hints.slice(hints.at(-2)?.written ? -2 : -1);
}

/**
 * @param {Player} player
 * @param {Prediction} asked
 * @param {() => void} check
 */
function drawButtons(player, asked, check) {
  const { state } = player.store;
  const at = state.structure.names[asked.name]?.step ?? 0;
  // Other numbers have the same shapes.
  const isShape = asked.kind === "shape";
  /** @type {[string, () => void, boolean, string?][]} */
  const all = [
    ["to_question", () => player.go(at), state.cursor !== at],
    ["check", check, asked.open && state.cursor === at, "main"],
    ["onward", () => practise(player, { do: "onward" }), !asked.open && asked.turn[0] < asked.turn[1], "main"],
    [
      "another",
      () => practise(player, { do: "another" }),
      !asked.open && asked.turn[0] === asked.turn[1] && !isShape,
      "main",
    ],
    ["hint", () => practise(player, { do: "hint" }), asked.open && asked.more_hints > 0],
    ["reveal", () => practise(player, { do: "reveal" }), asked.open],
    ["another", () => practise(player, { do: "another" }), asked.open && !isShape],
    [
      "elsewhere",
      () => practise(player, { do: "elsewhere" }),
      asked.kind !== "backward",
      isShape && !asked.open ? "main" : "",
    ],
  ];
  return all
    .filter(([, , shown]) => shown)
    .map(([key, act, , kind]) => {
      const made = button(say(player, key), act, kind);
      made.dataset.do = key;
      return made;
    });
}

/**
 * @param {Player} player
 * @param {Prediction} asked
 */
function drawVerdict(player, asked) {
  const { judged } = asked;
  if (asked.solved === "shown") return el("p", { class: "verdict" }, say(player, "shown"));
  if (!judged) return el("p", { class: "verdict quiet" }, say(player, asked.kind === "shape" ? "how_shape" : "how"));
  const kind =
    asked.solved === "right" ? "right" : judged.entries.some(([, , , mark]) => mark === "wrong") ? "wrong" : "quiet";
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
 * @param {Prediction} asked
 * @param {import("../core/types.js").Hint} hint
 */
function drawHint(player, asked, hint) {
  const line = el("p", { class: "hinted" }, el("span", {}, ...drawPieces(player, hint.text)));
  if (hint.math) line.append(el("span", { class: "formula" }, parseMathML(hint.math)));
  if (hint.written) line.append(" ", drawTerms(player, asked, hint.written) ?? "");
  return line;
}

/**
 * The sum that makes an entry, without what it comes to.
 * @param {Player} player
 * @param {Prediction} asked
 * @param {[number, number]} at
 */
function drawTerms(player, asked, [row, col]) {
  const { state } = player.store;
  const index = state.structure.names[asked.name]?.step ?? 0;
  const step = state.structure.steps[index] ?? currentStep(state);
  if (!step.entry) return null;
  return el("span", { class: "expression" }, writeOut(state, step.entry, { i: row, j: col }).node, " = ?");
}
