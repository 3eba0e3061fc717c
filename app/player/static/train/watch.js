/** Watch a training: one answer of the server that goes on, line by line, until it is left. */

import { FAILED, LOST } from "./ask.js";

/** @typedef {import("./ask.js").Wait} Wait */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {Wait | {error: string}} Ended why there are no more lines */

const ADDRESS = new URL("train/live", document.baseURI);

/**
 * @param {object} request
 * @param {AbortSignal} signal
 * @param {(line: Line) => void} hear
 * @returns {Promise<Ended | null>} null where it came to where it was to go, or was left
 */
export async function watch(request, signal, hear) {
  const lines = linesOf(request, signal);
  for (;;) {
    const line = await lines.next().catch(() => null);
    if (signal.aborted || line?.done) return null;
    if (!line) return LOST;
    if (!("done" in line.value)) return ended(line.value);
    // A drawing that fails is reported, and is no reason to ask again.
    try {
      hear(line.value);
    } catch (error) {
      reportError(error);
    }
  }
}

/**
 * @param {object} request
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Line | {wait?: number, text?: string, error?: {text: string}}, void, void>}
 */
async function* linesOf(request, signal) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(ADDRESS, { method: "POST", headers, body: JSON.stringify(request), signal });
  if (!response.ok || !response.body) {
    yield response.status === FAILED ? { error: { text: "" } } : await response.json();
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
  if (rest) throw new Error("the last line is not whole");
}

/**
 * @param {{wait?: number, text?: string, error?: {text: string}}} data
 * @returns {Ended}
 */
function ended({ wait = 1, text = "", error }) {
  return error ? { error: error.text } : { wait: 1000 * wait, text };
}
