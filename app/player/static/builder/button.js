/** The button that opens the builder of networks. The builder is loaded when it is first opened. */

/** @typedef {import("../core/types.js").Player} Player */

const BUTTON = ".open-builder";

/** Whether the builder was open: a player that is mounted again, for example in another language, opens it again. */
let stays = false;

/** @param {Player} player */
export function enableBuilder(player) {
  /** @type {{close: () => void} | null} */
  let open = null;
  const show = (/** @type {boolean} */ is) => {
    stays = is;
    buttonOf(player)?.setAttribute("aria-expanded", String(is));
  };
  const toggle = async () => {
    if (open) return open.close();
    const { openBuilder } = await import("./builder.js");
    if (player.signal.aborted || open) return;
    open = await openBuilder(player, !stays, () => {
      open = null;
      show(false);
      buttonOf(player)?.focus();
    });
    show(true);
  };
  const start = () => toggle().catch((/** @type {unknown} */ error) => console.error(error));
  document.addEventListener(
    "click",
    (event) => {
      const [target] = event.composedPath();
      if (!(target instanceof Element && target.closest(BUTTON)) || player.store.state.lesson) return;
      void start();
    },
    { signal: player.signal },
  );
  if (stays && !player.store.state.lesson) void start();
}

/**
 * The button, which stands in the row above the player.
 * @param {Player} player
 * @returns {HTMLElement | null}
 */
function buttonOf({ root }) {
  const within = root.getRootNode();
  return within instanceof ShadowRoot || within instanceof Document ? within.querySelector(BUTTON) : null;
}
