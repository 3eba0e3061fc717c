/** Open a lesson: its text beside the player, and its marks in it. */

import { adoptSheet, loadSheet } from "../core/sheets.js";
import { createColumn } from "./column.js";
import { lightFocus } from "./focus.js";
import { enableStopKeys } from "./keys.js";
import { markTimeline } from "./marks.js";
import { createPrintedHere } from "./printed-here.js";

/** @typedef {import("../core/types.js").Player} Player */

const STYLES = [loadSheet("formula/formula"), loadSheet("lesson/lesson")];

/**
 * @param {Player} player
 * @param {HTMLElement} column the element for its text
 */
export async function openLesson(player, column) {
  for (const style of await Promise.all(STYLES)) adoptSheet(column, style);
  if (player.signal.aborted) return;
  createColumn(player, column);
  createPrintedHere(player);
  for (const enable of [enableStopKeys, markTimeline, lightFocus]) enable(player);
}
