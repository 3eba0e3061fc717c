/** The buttons that go from one iteration to others: back, on by 1, 10 or 100, and the end of a run that takes long. */

import { sendCommand } from "../core/commands.js";
import { assign, el, icon, keepFocus } from "../core/dom.js";
import { BACK } from "../core/icons.js";
import { hasChanged } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function drawIterations(player) {
  const back = button(player, "back", () => sendCommand(player, "back"));
  back.append(icon(BACK));
  const update = button(player, "update", () => sendCommand(player, "update"));
  const ten = button(player, "run.ten", () => run(player, 10));
  const hundred = button(player, "run.hundred", () => run(player, 100));
  const stop = button(player, "run.stop", player.stop);
  stop.append(player.text("run.stop"));
  // Signs as icons are, not names: the names are what is read out. As text of a style sheet they would not be drawn
  // again by Chromium once the player has moved into Streamlit's place.
  for (const [element, sign] of /** @type {const} */ ([
    [update, "+1"],
    [ten, "+10"],
    [hundred, "+100"],
  ]))
    element.append(el("span", { "aria-hidden": "true" }, sign));
  const group = el(
    "div",
    { class: "iterations", role: "group", "aria-label": player.text("iterations") },
    back,
    update,
    ten,
    hundred,
    stop,
  );
  const show = () => {
    const { data, structure, runsTo } = player.store.state;
    group.hidden = !structure.steps.some(({ phase }) => phase === "update");
    disable(back, !data.can.back);
    for (const onward of [update, ten, hundred]) disable(onward, !data.can.update);
    // The end of a run stands where it was begun.
    for (const onward of [update, ten, hundred]) onward.hidden = runsTo !== null;
    stop.hidden = runsTo === null;
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, "data", "structure", "runsTo")) show();
  });
  show();
  return group;
}

/**
 * Go on by some iterations; those that there are already are not run again.
 * @param {Player} player
 * @param {number} count
 */
function run(player, count) {
  const { data, runsTo } = player.store.state;
  if (data.can.update && runsTo === null) player.send({ type: "run", to: data.iteration + count });
}

/**
 * @param {Player} player
 * @param {string} key of its name
 * @param {() => void} act
 */
function button(player, key, act) {
  const name = player.text(key);
  const element = el("button", {
    type: "button",
    class: `control ${key.replace(".", "-")}`,
    title: name,
    "aria-label": name,
  });
  // A click leaves the focus where it is, so that space and arrow keys keep their meaning.
  keepFocus(element);
  element.addEventListener("click", act);
  return element;
}

/**
 * @param {HTMLButtonElement} element
 * @param {boolean} off
 */
function disable(element, off) {
  assign(element, { "aria-disabled": off ? "true" : null });
}
