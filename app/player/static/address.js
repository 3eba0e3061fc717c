/** The address of the page says what was built, so that a link makes it again; stepping back in the browser stays as it is. */

/** @param {import("./types.js").Data} data */
export function keepAddress({ address }) {
  if (!address) return;
  const url = new URL(location.href), before = url.search;
  for (const [key, value] of Object.entries(address)) {
    if (value === null) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  url.search = url.search.replaceAll("%3A", ":").replaceAll("%2C", ",");
  if (url.search !== before) history.replaceState(history.state, "", url);
}
