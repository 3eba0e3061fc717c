/**
 * The conventions as switches, each with a sentence about what it changes. Those that change nothing in this network
 * are left out.
 */

import { el } from "../core/dom.js";
import { section, segments } from "./fields.js";

/** @typedef {import("./builder.js").Building} Building */

/** @param {Building} building */
export function drawConventions(building) {
  const { player, offer, say } = building;
  const applies = new Set(player.store.state.data.design?.applies);
  const shown = offer.conventions.filter(({ name }) => applies.has(name));
  const left = offer.conventions.length - shown.length;
  const changed = Object.keys(player.store.state.data.changed).length;
  return section(
    say("conventions"),
    drawSets(building),
    ...shown.map((convention) => drawConvention(building, convention)),
    left > 0 ? el("p", { class: "about" }, say("more", { count: left })) : null,
    changed > 0 ? el("p", { class: "marked", role: "status" }, say("changed", { count: changed })) : null,
  );
}

/** @param {Building} building */
function drawSets({ offer, draft, say }) {
  const { conventions } = draft.present();
  const is = (/** @type {Record<string, unknown>} */ set) =>
    Object.entries(set).every(([name, value]) => conventions[name] === value);
  const chips = offer.sets.map((set) => {
    const chip = el(
      "button",
      { type: "button", class: "chip", "data-field": `sets.${set.value}`, "aria-pressed": String(is(set.conventions)) },
      set.label,
    );
    chip.addEventListener("click", () => draft.change({ conventions: set.conventions }));
    return chip;
  });
  return el("div", { class: "chips", role: "group", "aria-label": say("sets") }, el("span", {}, say("sets")), ...chips);
}

/**
 * @param {Building} building
 * @param {import("./builder.js").Convention} convention
 */
function drawConvention({ draft }, { name, label, line, options }) {
  const { conventions } = draft.present();
  const choose = (/** @type {string | number | boolean} */ value) =>
    draft.change({ conventions: { ...conventions, [name]: value } });
  return el(
    "div",
    { class: "convention" },
    el("span", { class: "name" }, label),
    segments(`convention.${name}`, options, conventions[name] ?? "", choose, label),
    el("p", { class: "about" }, line),
  );
}
