/** Ask for a loss surface part by part: first the path is walked, then come rows, until all are there. */

import { ask } from "./ask.js";
import { rest } from "./rest.js";

/** @typedef {import("./types.js").Surface} Surface */
/** @typedef {import("./types.js").SurfacePart} SurfacePart */

const ADDRESS = new URL("train/surface", document.baseURI);
/** The share of the work that the path is, for the progress bar. */
const PATH = 0.3;

/**
 * @param {{query: object, last: number, at: number, plane: object, lang: string}} request
 * @param {AbortSignal} signal
 * @param {(share: number, wait?: import("./ask.js").Wait) => void} tell how far it is, or why it waits
 * @returns {Promise<Surface | {error: string} | null>} null where it was cancelled
 */
export async function askSurface(request, signal, tell) {
  /** @type {(number | null)[][]} */
  const rows = [];
  let around = null;
  let side = 1;
  while (rows.length < side) {
    /** @type {SurfacePart | import("./ask.js").Wait | {error: string}} */
    const part = await ask(ADDRESS, { ...request, row: rows.length }, signal);
    if (signal.aborted) return null;
    if ("error" in part) return part;
    if ("wait" in part) {
      tell(rows.length / side, part);
      await rest(part.wait, signal);
    } else if ("walked" in part) tell((PATH * part.walked) / Math.max(request.last, 1));
    else {
      if (rows.length === 0) around = part;
      rows.push(...part.rows);
      side = part.side;
      tell(PATH + ((1 - PATH) * rows.length) / side);
    }
    if (signal.aborted) return null;
  }
  return /** @type {Surface} */ ({ ...around, rows, last: request.last, at: request.at });
}
