/** The one place that sends requests about the work to the server, and reads its replies. */

/** The status with which the server asks to wait. */
export const TOO_MANY = 429;
const ADDRESS = new URL("../../answer", import.meta.url);

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {number} seconds that the server asks to wait; 1 if it says nothing
 * @property {any} data null if it cannot be read
 * @property {number} took milliseconds until it was read
 */

/**
 * @param {string} body
 * @param {AbortSignal} signal
 * @returns {Promise<Reply>}
 */
export function post(body, signal) {
  return readReply(fetch(ADDRESS, { method: "POST", headers: { "content-type": "application/json" }, body, signal }));
}

/**
 * Read a response that is on its way.
 * @param {Promise<Response>} asked
 * @returns {Promise<Reply>}
 */
export async function readReply(asked) {
  const begun = performance.now();
  const response = await asked;
  const data = await response.json().catch(() => null);
  const seconds = Number(response.headers.get("retry-after")) || 1;
  return { status: response.status, seconds, data, took: performance.now() - begun };
}
