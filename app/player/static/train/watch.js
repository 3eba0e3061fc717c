/** Watch a training: one answer of the server that goes on, line by line, until it is left. */

/** @typedef {import("./types.js").Stood} Stood */
/** @typedef {import("./types.js").Picture} Picture */
/** @typedef {{wait: number, busy: boolean} | {error: string}} Ended why there are no more lines */

const ADDRESS = new URL("train/live", document.baseURI);
const LOST = 1000;

/**
 * @param {object} request
 * @param {AbortSignal} signal
 * @param {(line: Stood | Picture) => void} hear
 * @returns {Promise<Ended | null>} null where it came to where it was to go, or was left
 */
export async function watch(request, signal, hear) {
  const headers = { "content-type": "application/json" };
  try {
    const response = await fetch(ADDRESS, { method: "POST", headers, body: JSON.stringify(request), signal });
    if (!response.ok || !response.body) return ended(await response.json());
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return rest ? { wait: LOST, busy: false } : null;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (signal.aborted) return null;
        const data = JSON.parse(line);
        if ("done" in data) hear(data);
        else return ended(data);
      }
    }
  } catch {
    return signal.aborted ? null : { wait: LOST, busy: false };
  }
}

/**
 * @param {{wait?: number, error?: {text: string}}} data
 * @returns {Ended}
 */
function ended({ wait, error }) {
  return error ? { error: error.text } : { wait: 1000 * (wait ?? 1), busy: true };
}
