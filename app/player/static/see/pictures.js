/** Three pictures of one trace in the same place. Neurons and matrices are loaded when the page has nothing else to do. */

import { el } from "../dom.js";
import { createGraph } from "../graph.js";
import { createStrip } from "./strip.js";
import { fitting, rememberView } from "./view.js";

/** @typedef {import("../types.js").Player} Player */

/** @param {Player} player */
export function createPictures(player) {
  const { store } = player, graph = createGraph(player, (drawing) => dress(player, drawing));
  const views = el("div", { class: "views" }, graph), box = el("div", { class: "pictures" }, createStrip(player), views);
  const show = () => {
    const away = store.state.picture !== "graph";
    graph.classList.toggle("away", away);
    graph.inert = away;
  };
  store.subscribe((state, before) => {
    rememberView(state);
    if (state.structure !== before.structure) store.set(fitting(state, state.structure));
    else if (state.picture !== before.picture) show();
  });
  show();
  soon(player, () => addPictures(player, views));
  return box;
}

/**
 * @param {Player} player
 * @param {HTMLElement} views
 */
async function addPictures(player, views) {
  const [{ createNeurons }, { createTiles }] = await Promise.all([import("./neurons.js"), import("./tiles.js")]);
  if (!player.signal.aborted) views.append(createNeurons(player, views), createTiles(player, views));
}

/**
 * Groups and entries are laid over the graph once it is drawn.
 * @param {Player} player
 * @param {import("../graph.js").Drawing} drawing
 */
function dress(player, drawing) {
  soon(player, async () => {
    const { dressGraph } = await import("./dress.js");
    if (!player.signal.aborted && drawing.nodes[0]?.group.isConnected) dressGraph(player, drawing);
  });
}

/**
 * What was asked for at once is drawn at once; else it waits until nothing else is to be done.
 * @param {Player} player
 * @param {() => Promise<void>} work
 */
function soon(player, work) {
  const { picture, zoom } = player.store.state, begin = () => void work().catch((/** @type {unknown} */ error) => console.error(error));
  if (picture !== "graph" || zoom !== "equations") begin();
  else setTimeout(begin, 120);
}
