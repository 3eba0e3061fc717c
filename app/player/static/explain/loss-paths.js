/** The paths of an entry to the loss, asked of Python, and the recorded gradient beside their sum. */

import { el } from "../core/dom.js";
import { nameOf } from "../core/model.js";
import { format } from "../core/numbers.js";
import { entryLabel } from "./entry.js";
import { drawNoAnswer } from "./no-answer.js";
import { drawPaths } from "./paths.js";
import { answerTo, ask } from "../core/questions.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Place} Place */

/**
 * @param {Player} player
 * @param {Place} place of a value, or of its gradient
 */
export function createPathAnswer(player, place) {
  const { kind, of } = nameOf(player.store.state, place.name);
  const name = kind === "gradient" && of ? of : place.name;
  const question = { name, row: place.row, col: place.col };
  const element = el("div", { class: "ways", "aria-live": "polite" });
  /** @type {any} */
  let drawn = null;
  const show = () => {
    const answer = answerTo(player.store.state, "paths", question);
    if (answer === drawn && drawn !== null) return;
    drawn = answer;
    element.replaceChildren(...draw(player, answer));
  };
  const stop = player.store.subscribe((state, before) => {
    if (!element.isConnected) stop();
    else if (state.data !== before.data) show();
  });
  show();
  // Asking changes the state, so it has to wait until this change of the state is shown.
  queueMicrotask(() => ask(player, "paths", question));
  return element;
}

/**
 * @param {Player} player
 * @param {any} answer
 */
function draw(player, answer) {
  const missing = drawNoAnswer(player, answer);
  if (missing) return [missing];
  return [...drawPaths(player, answer), drawRecorded(player, answer)].filter((part) => part !== null);
}

/**
 * Compare the sum with the recorded gradient, and name the convention by which they differ.
 * @param {Player} player
 * @param {any} answer
 */
function drawRecorded(player, { gradient, total, at: [row, col] }) {
  if (!gradient) return null;
  const place = { name: gradient.name, row, col };
  const { state } = player.store;
  const reasons = gradient.reasons.map((/** @type {{kind: string, said: string}} */ { said }) => el("li", {}, said));
  const isAverage = gradient.reasons.length === 1 && gradient.count;
  const written = isAverage ? [`${format(total)} / ${gradient.count} = `] : [];
  return el(
    "div",
    { class: "recorded" },
    el(
      "p",
      {},
      player.text(reasons.length ? "explain.recorded_other" : "explain.recorded"),
      " ",
      entryLabel(state, place),
      " = ",
      ...written,
      el("b", {}, format(gradient.value)),
    ),
    reasons.length ? el("ul", {}, ...reasons) : null,
  );
}
