/** What the document prints at a stop: each array with the verdict on it, and each statement that does not hold or is easily misread. */

import { el } from "../core/dom.js";
import { drawFinding } from "./finding.js";
import { drawCheck } from "./printed-array.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Check} Check */

/** More agreeing arrays than this are counted first, and listed on demand. */
const MANY = 4;

/** @param {Player} player */
export function createPrinted(player) {
  const element = el("div", { class: "printed" });
  const show = () => element.replaceChildren(...drawAll(player));
  player.store.subscribe((state, before) => {
    if (state.stop !== before.stop || state.data.lesson?.edited !== before.data.lesson?.edited) show();
  });
  show();
  return element;
}

/** @param {Player} player */
function drawAll(player) {
  const { lesson, stop, data } = player.store.state;
  const checks = (lesson?.checks ?? []).filter((check) => check.stop === stop);
  const findings = (lesson?.findings ?? []).filter((finding) => finding.stop === stop);
  if (checks.length + findings.length === 0) return [];
  const wrong = findings.filter(({ wording }) => !wording);
  const wordings = findings.filter(({ wording }) => wording);
  return [
    data.lesson?.edited ? drawEdited(player) : null,
    checks.length > 0 ? el("h3", {}, say(player, "printed")) : null,
    ...checks.filter(({ agrees }) => !agrees).map((check, index) => drawCheck(player, check, index === 0)),
    ...drawAgreeing(
      player,
      checks.filter(({ agrees }) => agrees),
    ),
    ...drawFindings(player, "findings", wrong),
    ...drawFindings(player, "wordings", wordings),
  ].filter((part) => part !== null);
}

/**
 * @param {Player} player
 * @param {string} title
 * @param {import("../core/types.js").Finding[]} findings
 */
function drawFindings(player, title, findings) {
  if (findings.length === 0) return [];
  return [el("h3", {}, say(player, title)), ...findings.map((finding) => drawFinding(player, finding))];
}

/** @param {Player} player */
function drawEdited(player) {
  const reset = el("button", { type: "button", class: "link" }, say(player, "original"));
  reset.addEventListener("click", () => player.send({ type: "reset" }));
  return el("p", { class: "edited", role: "status" }, say(player, "edited"), " ", reset);
}

/**
 * @param {Player} player
 * @param {Check[]} checks
 */
function drawAgreeing(player, checks) {
  const drawn = checks.map((check) => drawCheck(player, check, false));
  if (checks.length <= MANY) return drawn;
  const sign = el("span", { class: "judged agrees", "aria-hidden": "true" }, "✓");
  return [
    el(
      "details",
      { class: "check many" },
      el("summary", {}, sign, say(player, "many", { number: checks.length })),
      ...drawn,
    ),
  ];
}
