/** What the person looks at: picture, zoom, sample, library. */

/** @typedef {import("../core/types.js").State} State */
/** @typedef {Pick<State, "picture" | "zoom" | "sample" | "library">} Seen */

/**
 * Fit a view to another network, which may have no neurons or fewer samples.
 * @param {Seen} seen
 * @param {import("../core/types.js").Structure} structure
 * @returns {Seen & Pick<State, "folded">}
 */
export function viewFor({ picture, zoom, sample, library }, { see }) {
  const samples = see.neurons?.samples ?? 1;
  return {
    zoom,
    library,
    picture: picture === "neurons" && !see.neurons ? "graph" : picture,
    folded: new Set(zoom === "layers" ? see.folding.groups.map(({ id }) => id) : []),
    sample: sample === null || sample < samples ? sample : 0,
  };
}
