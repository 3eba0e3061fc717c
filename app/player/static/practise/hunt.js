/** Find the mistake: one step of the backward pass is wrong, and the person steps, checks gradients and names it. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { currentStep, nameOf } from "../core/model.js";
import { SIGNS, lookOf } from "../core/verdicts.js";
import { button, drawHead, practise } from "./buttons.js";
import { createCheckBadges } from "./check-badges.js";
import { createFoundMistake } from "./found-mistake.js";
import { say } from "./words.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Hunt} Hunt */
/** @typedef {import("../core/types.js").Mark} Mark */

const LEVELS = ["easy", "medium", "hard"];

/**
 * @param {Player} player
 * @param {HTMLElement} strip
 * @param {HTMLElement} live
 */
export function createHunt(player, strip, live) {
  const explanation = createFoundMistake(player);
  const badges = createCheckBadges(player);
  let id = "";
  let checks = "";
  let wasFound = false;
  /** @type {{before: ReadonlyMap<string, Mark> | null, own: ReadonlyMap<string, Mark> | null}} */
  const marks = { before: null, own: null };
  function show() {
    const hunt = /** @type {Hunt} */ (player.store.state.data.practice);
    const isNew = hunt.id !== id;
    id = hunt.id;
    if (isNew) player.store.set({ pinned: null, panel: null, playing: false });
    if (isNew && hunt.open) player.go(firstOfWayBack(player));
    else if (hunt.found && !wasFound) player.visit(hunt.found.name);
    wasFound = hunt.found !== null;
    mark(hunt);
    const focused = strip.querySelector("button:focus, select:focus")?.getAttribute("data-do");
    strip.replaceChildren(...drawStrip(player, hunt));
    const again =
      strip.querySelector(`[data-do="${focused}"]`) ?? (focused ? strip.querySelector("button.main") : null);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    live.textContent = strip.querySelector(".verdict")?.textContent ?? "";
    explanation.show(hunt);
    badges.show(hunt.checks);
  }
  /** @param {Hunt} hunt */
  function mark(hunt) {
    const { state } = player.store;
    const now = JSON.stringify(hunt.checks);
    marks.before ??= state.marks;
    if (now === checks && state.marks === marks.own) return;
    const found = Object.entries(hunt.checks).map(([name, judged]) => [
      name,
      { judged: lookOf(judged), flag: null, said: `${name} ${player.text(`verdict.${judged}`)}` },
    ]);
    checks = now;
    marks.own = new Map(/** @type {[string, Mark][]} */ (found));
    player.store.set({ marks: marks.own });
  }
  function leave() {
    if (marks.before && player.store.state.marks === marks.own) player.store.set({ marks: marks.before });
    marks.before = marks.own = null;
    id = "";
    wasFound = false;
    explanation.leave();
    badges.leave();
  }
  return { show, leave };
}

/** @param {Player} player */
function firstOfWayBack(player) {
  return Math.max(
    0,
    player.store.state.structure.steps.findIndex(({ phase }) => phase === "backward"),
  );
}

/**
 * @param {Player} player
 * @param {Hunt} hunt
 */
function drawStrip(player, hunt) {
  const step = currentStep(player.store.state);
  return [
    drawHead(
      player,
      [
        hunt.open ? say(player, "break.title") : say(player, hunt.solved === "found" ? "break.found" : "break.was"),
        " ",
        ...(hunt.found ? [label(player.store.state, hunt.found.name), ": ", hunt.found.mistake.name] : []),
      ],
      [...drawButtons(player, hunt, step.name), drawWish(player, hunt)],
    ),
    el("div", { class: "told" }, drawVerdict(player, hunt, step.name)),
  ];
}

/**
 * Write what is known of the current step; nothing about other steps.
 * @param {Player} player
 * @param {Hunt} hunt
 * @param {string} name
 */
function drawVerdict(player, hunt, name) {
  const plain = nameOf(player.store.state, name).plain;
  const verdict = hunt.checks[name];
  const line = el("p", { class: "verdict" });
  if (hunt.accused.includes(name))
    line.append(el("b", { class: "wrong" }, say(player, "break.no", { name: plain })), " ");
  if (verdict)
    line.append(
      el(
        "b",
        { class: lookOf(verdict) === "differs" ? "wrong" : "right" },
        `${SIGNS[verdict]} ${plain} ${player.text(`verdict.${verdict}`)}`,
      ),
    );
  if (line.childNodes.length === 0)
    line.append(el("span", { class: "quiet" }, hunt.open ? say(player, "break.how") : ""));
  return line;
}

/**
 * @param {Player} player
 * @param {Hunt} hunt
 * @param {string} name
 */
function drawButtons(player, hunt, name) {
  const isBackward = currentStep(player.store.state).phase === "backward";
  const at = hunt.found?.name;
  /** @type {[string, () => void, boolean, string?][]} */
  const all = [
    [
      "break.check",
      () => practise(player, { do: "check", name }),
      hunt.open && hunt.checkable.includes(name) && !(name in hunt.checks),
    ],
    [
      "break.accuse",
      () => practise(player, { do: "accuse", name }),
      hunt.open && isBackward && !hunt.accused.includes(name),
      "main",
    ],
    ["break.to_it", () => at && player.visit(at), at !== undefined && at !== name],
    ["break.show", () => practise(player, { do: "reveal" }), hunt.open],
    ["break.another", () => practise(player, { do: "another" }), !hunt.open, "main"],
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
 * Draw the list from which the next mistake is chosen: any, one of a level, or a certain one.
 * @param {Player} player
 * @param {Hunt} hunt
 */
function drawWish(player, hunt) {
  const groups = LEVELS.map((level) => {
    const choices = hunt.choices.filter((choice) => choice.level === level);
    return choices.length === 0
      ? null
      : el(
          "optgroup",
          { label: say(player, `break.${level}`) },
          el("option", { value: level }, say(player, `break.${level}`)),
          ...choices.map(({ key, name }) => el("option", { value: key }, `\u2003${name}`)),
        );
  });
  const select = el(
    "select",
    { class: "speed wish", "data-do": "wish", "aria-label": say(player, "break.wish") },
    el("option", { value: "any" }, say(player, "break.any")),
    ...groups,
  );
  select.value = hunt.wish;
  select.addEventListener("change", () => practise(player, { do: "another", wish: select.value }));
  return select;
}
