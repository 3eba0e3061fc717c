/**
 * Keep the network that was built in the address of the page, so that a link opens it. No entry is added to the
 * browser's history.
 */

/** Milliseconds until the address is written: writing it at once would delay the next paint. */
const AFTER = 250;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {import("./types.js").Data} data */
export function keepAddress({ address }) {
  clearTimeout(waiting);
  if (address) waiting = setTimeout(write, AFTER, address);
}

/** @param {Record<string, string | null>} address */
function write(address) {
  const url = new URL(location.href);
  const before = url.search;
  for (const [key, value] of Object.entries(address)) {
    if (value === null) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  url.search = url.search.replaceAll("%3A", ":").replaceAll("%2C", ",");
  if (url.search !== before) history.replaceState(history.state, "", url);
}
