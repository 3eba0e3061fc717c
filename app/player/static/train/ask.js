/** Ask the server something of a training: an answer, a wait, or a refusal. */

/** Milliseconds after which a server that did not answer is asked again. */
const LOST = 1000;

/**
 * @template Answer
 * @param {URL} address
 * @param {object} request
 * @param {AbortSignal} signal
 * @returns {Promise<Answer | {wait: number, busy: boolean} | {error: string}>}
 */
export async function ask(address, request, signal) {
  const headers = { "content-type": "application/json" };
  try {
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(request), signal });
    if (response.status === 429) return { wait: 1000 * (Number(response.headers.get("retry-after")) || 1), busy: true };
    const data = await response.json();
    return data.error ? { error: data.error.text } : data;
  } catch {
    return { wait: LOST, busy: false };
  }
}
