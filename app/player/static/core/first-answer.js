/** The answer that the first document asked for before the player's script was there: see `app/static/first.js`. */

/** @typedef {import("./types.js").Request} Request */

const early = /** @type {{firstAnswer?: {body: string, response: Promise<Response>}}} */ (globalThis);

/**
 * Hand out the answer that the document asked for before this script was there. Only the first request can have it.
 * @param {Request["body"]} body
 * @returns {Promise<Response> | null} null if it was asked for something else, or if nothing was asked
 */
export function firstAnswer({ version, query, lang, work, changes, questions }) {
  const asked = early.firstAnswer;
  if (!asked) return null;
  delete early.firstAnswer;
  const body = JSON.stringify({ version, query, changes, questions, lang });
  return !work && asked.body === body ? asked.response : null;
}
