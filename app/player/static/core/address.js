/** The address of the page says what was built, so that a link makes it again; stepping back in the browser stays as it is. */

/** Milliseconds until the address follows: writing it takes long enough to hold up what is to be seen. */
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
