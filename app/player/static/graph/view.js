/** What the person looks at (picture, zoom, sample, library), remembered while the page lives. */

/** @typedef {import("../core/types.js").State} State */
/** @typedef {Pick<State, "picture" | "zoom" | "folded" | "sample" | "library">} View */

/** @type {View} */
let last = { picture: "graph", zoom: "equations", folded: new Set(), sample: 0, library: "numpy" };

/**
 * @param {import("../core/types.js").Structure} structure
 * @returns {View}
 */
export function firstView(structure) {
  return viewFor(last, structure);
}

/** @param {State} state */
export function rememberView({ picture, zoom, folded, sample, library }) {
  last = { picture, zoom, folded, sample, library };
}

/**
 * Fit a view to another network, which may have no neurons or fewer samples.
 * @param {View} view
 * @param {import("../core/types.js").Structure} structure
 * @returns {View}
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
