/** The three zooms of the graph: folded groups, equations, entries. */

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Group} Group */

/** @type {readonly import("../core/types.js").Zoom[]} */
export const ZOOMS = ["layers", "equations", "entries"];

/** @param {State} state */
export function groupsOf(state) {
  return state.structure.see.folding.groups;
}

/**
 * @param {Player} player
 * @param {string} value
 */
export function setZoom(player, value) {
  const zoom = ZOOMS.find((one) => one === value);
  if (!zoom) return;
  const { state, set } = player.store;
  set({ picture: "graph", zoom, folded: new Set(zoom === "layers" ? groupsOf(state).map(({ id }) => id) : []) });
}

/**
 * Zoom in or out by one.
 * @param {Player} player
 * @param {number} by
 */
export function zoomBy(player, by) {
  const { picture, zoom } = player.store.state;
  if (picture !== "graph") return;
  const next = ZOOMS[ZOOMS.indexOf(zoom) + by];
  if (next) setZoom(player, next);
}

/**
 * @param {Player} player
 * @param {string} id of a group
 */
export function toggleFold(player, id) {
  const { state, set } = player.store;
  const folded = new Set(state.folded);
  if (!folded.delete(id)) folded.add(id);
  set({
    folded,
    zoom: folded.size === groupsOf(state).length ? "layers" : state.zoom === "layers" ? "equations" : state.zoom,
  });
}

/**
 * Write the title of a group: "Linear 1", "Loss".
 * @param {Player} player
 * @param {Group} group
 */
export function titleOf(player, { kind, number, ahead, back }) {
  const key = `see.group.${kind}`;
  const words = player.text(key, { number: number ?? "" });
  return words === key ? (player.store.state.structure.names[[...ahead, ...back][0] ?? ""]?.plain ?? kind) : words;
}
