/** A table of one's own: this tab keeps it too, and brings it to the server again where that has forgotten it. */

import { keepPart, readPart } from "../core/kept.js";

const PART = "table";
const ADDRESS = new URL("train/table", document.baseURI);

/**
 * Keep what the server has, unless it is kept.
 * @param {string} name
 */
export async function keepTable(name) {
  if (readPart(PART)?.name === name) return;
  const answer = await fetch(new URL(`${ADDRESS.href}/${name}`));
  if (answer.ok) keepPart(PART, { name, base64: base64Of(new Uint8Array(await answer.arrayBuffer())) });
}

/**
 * Bring a table again that this tab has kept.
 * @param {string} name
 * @returns {Promise<boolean>} whether the server has it now
 */
export async function bringTable(name) {
  const kept = readPart(PART);
  if (kept?.name !== name) return false;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(ADDRESS, { method: "POST", headers, body: JSON.stringify({ base64: kept.base64 }) });
  return answer.ok;
}

/** @param {Uint8Array} bytes */
function base64Of(bytes) {
  let text = "";
  // A call takes only so many arguments.
  for (let k = 0; k < bytes.length; k += 8192) text += String.fromCharCode(...bytes.subarray(k, k + 8192));
  return btoa(text);
}
