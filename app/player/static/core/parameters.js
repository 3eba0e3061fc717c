/** The parameters of an address. */

/**
 * Read the parameters; of one that is there more than once the last counts, as it does for the server.
 * @param {string} [search] of the address; the present one without it
 * @returns {Record<string, string>}
 */
export function parametersOf(search = location.search) {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Those of which the server reads all. */
const LISTS = new Set(["embed_options"]);

/**
 * Find the parameters that are there more than once, with different values.
 * @param {string} search
 * @returns {string[]}
 */
export function repeatedIn(search) {
  const given = new URLSearchParams(search);
  return [...new Set(given.keys())].filter((key) => !LISTS.has(key) && new Set(given.getAll(key)).size > 1);
}
