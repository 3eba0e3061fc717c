/** What is said of the numbers that someone brings: the first wrong step and why, then every value. */

import { label } from "../core/boxes.js";
import { el } from "../core/dom.js";
import { currentStep } from "../core/model.js";
import { drawCauses } from "./causes.js";
import { drawClass } from "./class-table.js";
import { drawIterations } from "./iterations.js";
import { drawRow } from "./row.js";
import { LOOKS } from "./verdict.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {import("./verdict.js").Outcome} Outcome */

/**
 * @param {Room} room
 * @param {Outcome} outcome
 */
export function drawOutcome(room, outcome) {
  if (outcome.error)
    return [
      el("p", { class: "misfit", role: "alert" }, outcome.error),
      outcome.detail ? el("p", { class: "hint" }, outcome.detail) : "",
    ];
  return [
    outcome.class ? drawClass(room, outcome.class) : "",
    ...(outcome.unread ?? []).map(drawUnread),
    outcome.iterations ? drawIterations(room, outcome.iterations) : "",
    outcome.class && outcome.names.length > 0 ? el("h3", {}, room.player.text("submission.beside_class")) : "",
    ...(outcome.names.length > 0 || !outcome.class ? drawValues(room, outcome) : []),
  ];
}

/**
 * @param {Room} room
 * @param {Outcome} outcome
 */
function drawValues(room, outcome) {
  return [drawSummary(room, outcome), ...drawSaid(outcome), drawRows(room, outcome), drawMissing(room, outcome)];
}

/**
 * Say why a part of what was brought could not be read: the rest is compared.
 * @param {{error: string, detail: string}} unread
 */
function drawUnread({ error, detail }) {
  return el("p", { class: "misfit" }, detail ? `${detail}: ` : "", error);
}

/**
 * Say what is first wrong, and why; or that nothing is.
 * @param {Room} room
 * @param {Outcome} outcome
 */
function drawSummary(room, outcome) {
  const { player } = room;
  const count = Object.keys(outcome.values).length;
  if (count === 0) return el("p", { class: "misfit" }, player.text("submission.nothing_named"));
  const { first } = outcome;
  const judged = first ? outcome.values[first] : undefined;
  if (!first || !judged) {
    const isOther = Object.values(outcome.values).some(({ verdict }) => verdict === "convention");
    return isOther
      ? ""
      : el("p", { class: "all-right" }, sign("right"), player.text("submission.all_right", { count }));
  }
  const { state } = player.store;
  const here = currentStep(state).name === first;
  const go = el("button", { type: "button", class: "go-first" }, player.text("submission.go", { name: first }));
  go.addEventListener("click", () => room.go(first));
  return el(
    "section",
    { class: "first-wrong" },
    el("h3", {}, sign("wrong"), player.text("submission.first"), " ", label(state, first), here ? null : go),
    drawCauses(player, judged, first),
  );
}

/** @param {import("./verdict.js").Verdict} verdict */
function sign(verdict) {
  const { sign: drawn, look } = LOOKS[verdict];
  return el("span", { class: `judged ${look}`, "aria-hidden": "true" }, drawn);
}

/** @param {Outcome} outcome */
function drawSaid({ said }) {
  return said.map((sentence) => el("p", { class: "said" }, sentence));
}

/**
 * @param {Room} room
 * @param {Outcome} outcome
 */
function drawRows(room, outcome) {
  const { steps } = room.player.store.state.structure;
  const order = new Map(steps.map(({ name }, k) => [name, k]));
  const rank = (/** @type {string | null} */ name) => (name === null ? Infinity : (order.get(name) ?? -1));
  const rows = [...outcome.names].sort((a, b) => rank(a.name) - rank(b.name));
  return el(
    "section",
    { class: "mapping" },
    el("h3", {}, room.player.text("submission.values")),
    el("ul", {}, ...rows.map((named) => drawRow(room, outcome, named))),
  );
}

/**
 * Name the steps of which no number was brought.
 * @param {Room} room
 * @param {Outcome} outcome
 */
function drawMissing({ player }, { values }) {
  const { steps } = player.store.state.structure;
  const names = steps.map(({ name }) => name).filter((name) => !(name in values));
  if (names.length === 0 || names.length === steps.length) return "";
  return el(
    "details",
    { class: "not-given" },
    el("summary", {}, player.text("submission.not_given", { count: names.length })),
    el("p", { class: "hint" }, names.join(", ")),
  );
}
