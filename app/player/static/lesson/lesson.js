/** A lesson: its text beside the player. Loaded only when one is opened. */

import { adopt, sheet } from "../core/sheets.js";
import { createColumn } from "./column.js";
import { lightFocus } from "./focus.js";
import { enableStopKeys } from "./keys.js";
import { markTimeline } from "./marks.js";
import { createHere } from "./printed-here.js";

/** @typedef {import("../core/types.js").Player} Player */

const STYLE = sheet("lesson/lesson");

/**
 * @param {Player} player
 * @param {HTMLElement} column where its text goes
 */
export async function openLesson(player, column) {
  adopt(column, await STYLE);
  if (player.signal.aborted) return;
  createColumn(player, column);
  createHere(player);
  for (const enable of [enableStopKeys, markTimeline, lightFocus]) enable(player);
}
