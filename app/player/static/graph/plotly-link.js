/** The link that opens the graph in Plotly, on a page of its own: the address of the page says which graph. */

import { el, icon } from "../core/dom.js";
import { hasChanged } from "../core/store.js";

/** @typedef {import("../core/types.js").Player} Player */

const PAGE = "graph";
const OUT = "M14 5h5v5M19 5l-8 8M10 6H5v13h13v-5";

/** @param {Player} player */
export function createPlotlyLink(player) {
  const { store } = player;
  const name = player.text("graph.in_plotly");
  const link = el("a", { class: "plotly-link", target: "_blank", "aria-label": name, title: name }, icon(OUT));
  const aim = () => {
    const address = new URL(PAGE, document.baseURI);
    address.search = location.search;
    link.href = address.href;
  };
  const show = () => {
    const { picture, data } = store.state;
    // The page draws the right program: beside a broken one that would give the mistake away.
    link.hidden = picture !== "graph" || Boolean(data.practice);
  };
  // The address changes with the work, so the link reads it when it is about to be used.
  for (const type of ["pointerdown", "focus", "click"]) link.addEventListener(type, aim);
  store.subscribe((state, before) => {
    if (hasChanged(state, before, "picture", "data")) show();
  });
  aim();
  show();
  return link;
}
