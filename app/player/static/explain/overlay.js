/**
 * What is laid over the numbers, one at a time: the gradient check or the comparison, with a strip above the timeline
 * that explains it; or the verdict on someone's own numbers, with a room beside the player.
 */

import { closeButton, el, keepFocus } from "../core/dom.js";
import { hasChanged } from "../core/store.js";
import { drawBadges, removeBadges } from "./badges.js";
import { createComparison } from "./comparison.js";
import { createCheck } from "./gradient-check.js";
import { addStyle } from "./style.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Overlay} Overlay */
/**
 * @typedef {object} Resumed what it was on before the page was loaded again
 * @property {number} [power] of the gradient check's step
 * @property {import("../core/types.js").Values | null} [before] the numbers with which others are compared
 */
/**
 * @typedef {object} Strip
 * @property {HTMLElement | null} element null where it stands elsewhere
 * @property {() => void} show
 * @property {() => Map<string, import("./badges.js").Badge>} badges
 * @property {() => void} close
 */

const DEFAULT_POWER = 5;
/** What makes each of them. What brings its own room is there when it was opened once. @type {Partial<Record<Overlay["kind"], (player: Player) => Strip>>} */
const STRIPS = { check: createCheck, compare: createComparison };
/** The parts of the state that the strip and the badges show. @type {(keyof import("../core/types.js").State)[]} */
const SHOWN = [
  "overlay",
  "data",
  "cursor",
  "pinned",
  "display",
  "marks",
  "zoom",
  "picture",
  "folded",
  "library",
  "offline",
];
/** @type {WeakSet<Player>} */
const watched = new WeakSet();

/**
 * @param {Player} player
 * @param {Overlay["kind"]} kind
 * @param {Resumed} [resumed]
 */
export async function toggleOverlay(player, kind, { power = DEFAULT_POWER, before = null } = {}) {
  if (player.store.state.data.practice && kind !== "submission") return;
  await addStyle(player.root);
  if (kind === "submission") STRIPS.submission = (await import("../check/room.js")).createRoom;
  if (player.signal.aborted) return;
  showStrip(player);
  const { overlay, previous, data } = player.store.state;
  if (overlay?.kind === kind) return player.store.set({ overlay: null });
  /** @type {Record<Overlay["kind"], () => Overlay>} */
  const begun = {
    check: () => ({ kind: "check", power }),
    compare: () => ({ kind: "compare", before: before ?? previous ?? data.values }),
    submission: () => ({ kind: "submission", values: {} }),
  };
  player.store.set({ overlay: begun[kind]() });
}

/** @param {Player} player */
function showStrip(player) {
  if (watched.has(player)) return;
  watched.add(player);
  const place = el("div", { class: "overlay-strip", role: "group", hidden: true });
  player.root.querySelector(".foot")?.prepend(place);
  /** @type {Strip | null} */
  let strip = null;
  /** @type {string | undefined} */
  let kind;
  const mark = () => (strip ? drawBadges(player, strip.badges()) : removeBadges(player));
  const show = () => {
    const { overlay } = player.store.state;
    if (overlay?.kind !== kind) {
      strip?.close();
      kind = overlay?.kind;
      strip = (overlay && STRIPS[overlay.kind]?.(player)) ?? null;
      place.replaceChildren(...(strip?.element ? [strip.element, drawClose(player)] : []));
      place.hidden = !strip?.element;
      place.setAttribute("aria-label", strip?.element ? player.text(`view.${kind}`) : "");
      player.root.classList.toggle("with-overlay", Boolean(strip?.element));
      player.root.classList.toggle("compared", kind === "compare");
    }
    strip?.show();
    mark();
  };
  player.store.subscribe((state, before) => {
    if (hasChanged(state, before, ...SHOWN)) show();
  });
  watchGraph(player, mark);
}

/**
 * Call back when the graph is drawn, which may be later than the numbers.
 * @param {Player} player
 * @param {() => void} changed
 */
function watchGraph(player, changed) {
  const graph = player.root.querySelector(".graph");
  if (!graph) return;
  const observer = new MutationObserver(changed);
  observer.observe(graph, { childList: true });
  player.signal.addEventListener("abort", () => observer.disconnect());
}

/** @param {Player} player */
function drawClose(player) {
  const close = closeButton(player.text("close"), () => player.store.set({ overlay: null }));
  keepFocus(close);
  return close;
}
