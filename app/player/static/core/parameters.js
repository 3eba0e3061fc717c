/** The parameters of an address. */

/**
 * Read the parameters. As for the server, the last counts of one that is there more than once, and a key with capitals
 * or spaces counts where there is no other (`app/work/careless.py`).
 * @param {string} [search] of the address; the present one without it
 * @returns {Record<string, string>}
 */
export function parametersOf(search = location.search) {
  const given = new URLSearchParams(search);
  return Object.fromEntries(
    [...given].map(([key, said]) => {
      const word = key.trim().toLowerCase();
      return [given.has(word) ? key : word, said];
    }),
  );
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
