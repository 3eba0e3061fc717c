/** Files that a person brings: their bytes as text that can be sent. */

/** Bytes; the limit of `app/work/files.py`. */
export const LARGEST = 500_000;

/**
 * Read the bytes of a file as base64.
 * @param {File} file
 * @returns {Promise<string>}
 */
export async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const step = 0x8000;
  let letters = "";
  for (let at = 0; at < bytes.length; at += step) letters += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(letters);
}
