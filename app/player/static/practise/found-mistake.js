/**
 * The mistake once it is found: the wrong formula beside the right one with their numbers, and the values that it
 * spoiled.
 */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { parseMathML } from "../core/formula.js";
import { currentStep, keyOf } from "../core/model.js";
import { formatFor, toNumber } from "../core/numbers.js";
import { drawPieces, say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").FoundMistake} FoundMistake */
/** @typedef {import("../core/types.js").Side} Side */

/** @param {Player} player */
export function createFoundMistake(player) {
  const block = el("div", { class: "found" });
  /** @param {import("../core/types.js").Hunt} hunt */
  function show({ found }) {
    const here = found !== null && currentStep(player.store.state).name === found.name;
    player.root.classList.toggle("explaining", here);
    if (!here) return block.remove();
    const isNew = !block.isConnected;
    block.replaceChildren(...drawFound(player, found));
    player.root.querySelector(".work")?.prepend(block);
    if (isNew) block.scrollIntoView({ block: "nearest" });
  }
  function leave() {
    block.remove();
    player.root.classList.remove("explaining");
  }
  return { show, leave };
}

/**
 * @param {Player} player
 * @param {FoundMistake} found
 */
function drawFound(player, found) {
  const differs = new Set(found.differs.map(([row, col]) => keyOf(found.name, row, col)));
  return [
    el(
      "p",
      { class: "why" },
      ...drawPieces(player, found.mistake.text),
      " ",
      say(player, "break.differ", { count: found.differs.length, of: found.entries }),
    ),
    el("div", { class: "sides" }, drawSide(player, found, "wrong", differs), drawSide(player, found, "right", differs)),
    el(
      "p",
      { class: "carried" },
      ...drawPieces(player, found.carried),
      ...found.spoiled.flatMap((name) => [" ", drawChip(player, name)]),
    ),
  ];
}

/**
 * @param {Player} player
 * @param {FoundMistake} found
 * @param {"wrong" | "right"} which
 * @param {Set<string>} differs
 */
function drawSide(player, found, which, differs) {
  const side = found[which];
  return el(
    "section",
    { class: `side ${which}` },
    el(
      "h4",
      {},
      el("span", { "aria-hidden": "true" }, which === "wrong" ? "✗ " : "✓ "),
      say(player, which === "wrong" ? "break.as_is" : "break.as_should"),
    ),
    el("div", { class: "formula" }, parseMathML(side.formula)),
    drawTable(found, side, differs),
  );
}

/**
 * @param {FoundMistake} found
 * @param {Side} side
 * @param {Set<string>} differs
 */
function drawTable(found, { value }, differs) {
  const write = formatFor(value);
  const table = el("table", {});
  for (const [i, cells] of value.entries()) {
    const line = table.insertRow();
    for (const [j, cell] of cells.entries()) {
      const isOther = differs.has(keyOf(found.name, i, j));
      line.append(
        el(
          "td",
          { class: [isOther ? "other" : "", toNumber(cell) < 0 ? "negative" : ""].join(" ").trim() },
          write(cell),
        ),
      );
    }
  }
  return el("div", { class: "grid gradient" }, el("div", { class: "bracket" }, table));
}

/**
 * @param {Player} player
 * @param {string} name
 */
function drawChip(player, name) {
  const chip = el("button", { type: "button", class: "chip" }, label(player.store.state, name));
  chip.addEventListener("click", () => player.visit(name));
  return chip;
}
