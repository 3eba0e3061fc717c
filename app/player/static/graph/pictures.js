/**
 * Three pictures of one program in the same place. The picture of neurons and that of matrices are loaded after the
 * graph.
 */

import { afterPaint } from "../core/after-paint.js";
import { el } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { createGraph } from "./graph.js";
import { setReachable } from "./reach.js";
import { createToolbar } from "./toolbar.js";
import { viewFor } from "./view.js";

/** @typedef {import("../core/types.js").Player} Player */

/** @param {Player} player */
export function createPictures(player) {
  const { store } = player;
  const graph = createGraph(player, (drawing) => addDetailsTo(player, drawing, show));
  const views = el("div", { class: "views" }, graph);
  const box = el("div", { class: "pictures" }, createToolbar(player), views);
  const setReaches = afterPaint(() => {
    for (const part of [graph, groupsIn(views)]) if (part) setReachable(part, !part.classList.contains("away"));
  });
  function show() {
    const { picture, zoom } = store.state;
    const groups = groupsIn(views);
    const grouped = groups !== null && zoom === "layers";
    graph.classList.toggle("away", picture !== "graph" || grouped);
    groups?.classList.toggle("away", picture !== "graph" || !grouped);
    setReaches();
  }
  store.subscribe((state, before) => {
    if (state.structure !== before.structure) store.set(viewFor(state, state.structure));
    else if (hasChanged(state, before, "picture", "zoom")) show();
  });
  show();
  whenIdle(player, () => addPictures(player, views));
  return box;
}

/**
 * The picture of groups; null until it is drawn.
 * @param {HTMLElement} views
 */
function groupsIn(views) {
  return views.querySelector(".groups");
}

/**
 * @param {Player} player
 * @param {HTMLElement} views
 */
async function addPictures(player, views) {
  const [{ createNeurons }, { createMatrices }] = await Promise.all([import("./neurons.js"), import("./matrices.js")]);
  if (!player.signal.aborted) views.append(createNeurons(player, views), createMatrices(player, views));
}

/**
 * Draw groups and entries over a new graph.
 * @param {Player} player
 * @param {import("./graph.js").Drawing} drawing
 * @param {() => void} added
 */
function addDetailsTo(player, drawing, added) {
  whenIdle(player, async () => {
    const { addDetails } = await import("./details.js");
    if (!player.signal.aborted && drawing.picture.isConnected) addDetails(player, drawing);
    added();
  });
}

/**
 * Do a task at once if the person needs it now, else a little later.
 * @param {Player} player
 * @param {() => Promise<void>} task
 */
function whenIdle(player, task) {
  const { picture, zoom } = player.store.state;
  const begin = () => void task().catch((/** @type {unknown} */ error) => console.error(error));
  if (picture !== "graph" || zoom !== "equations") begin();
  else setTimeout(begin, 120);
}
