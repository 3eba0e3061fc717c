/** Ask the server something of a training: an answer, a wait, or a refusal. */

/** @typedef {{wait: number, text: string}} Wait milliseconds after which to ask again, and why; without a reason it is out of reach */

/** Milliseconds after which a server that did not answer is asked again. */
export const LOST = { wait: 1000, text: "" };
/** The status of a server that failed at a request, and would again. */
export const FAILED = 500;

/**
 * @template Answer
 * @param {URL} address
 * @param {object} request
 * @param {AbortSignal} signal
 * @returns {Promise<Answer | Wait | {error: string}>} an error without words where the server failed
 */
export async function ask(address, request, signal) {
  const headers = { "content-type": "application/json" };
  try {
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(request), signal });
    if (response.status === FAILED) return { error: "" };
    const data = await response.json();
    if (response.status === 429)
      return { wait: 1000 * (Number(response.headers.get("retry-after")) || 1), text: data.error.text };
    return data.error ? { error: data.error.text } : data;
  } catch {
    return LOST;
  }
}

/**
 * Say why it waits, and for how long.
 * @param {Wait} wait
 * @param {import("./types.js").Room["text"]} text
 */
export function waitText({ wait, text: why }, text) {
  return why || text("lost", { seconds: Math.ceil(wait / 1000) });
}
