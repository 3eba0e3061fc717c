/** Pointing at a name lights the same value up in the formula, the matrices and the graph. */

/** @typedef {import("./types.js").Player} Player */

/**
 * @param {Player} player
 * @param {HTMLElement} container
 * @param {string} within selector of the parts that react
 */
export function pointByName(player, container, within) {
  container.addEventListener("pointerover", (event) => player.point(nameAt(event.target, within)));
  container.addEventListener("pointerleave", () => player.point(null));
  player.onPoint((name) => {
    for (const old of container.querySelectorAll(".pointed")) old.classList.remove("pointed");
    if (name === null) return;
    for (const part of container.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) part.classList.add("pointed");
  });
}

/**
 * @param {EventTarget | null} target
 * @param {string} within
 */
function nameAt(target, within) {
  if (!(target instanceof Element) || !target.closest(within)) return null;
  return target.closest("[data-name]")?.getAttribute("data-name") ?? null;
}
