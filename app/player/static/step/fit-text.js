/** Write a text as large as its place lets it be. It is measured after a layout, before the paint, never in a step. */

/** The event that asks for more height, in pixels, and whether the numbers may become small for it. */
export const MORE_HEIGHT = "moreheight";

/** The font sizes that are tried, in pixels; the largest is that of the style sheet. */
const SIZES = [23, 20, 18, 17, 16, 15, 14, 13, 12, 11];

/**
 * Where the smallest letters do not help, more height does, then more width beside the graph, then height at the cost
 * of the numbers.
 * @param {import("../core/types.js").Player} player
 * @param {HTMLElement} place has the room
 * @param {HTMLElement} text
 * @returns {() => void} call it before another text is written
 */
export function fitText(player, place, text) {
  const fitted = { text: 0, place: 0 };
  const sizes = () => ({ text: text.offsetHeight, place: place.clientHeight });
  const askForHeight = (/** @type {boolean} */ urgent) => {
    const missing = place.scrollHeight - place.clientHeight;
    player.root.dispatchEvent(new CustomEvent(MORE_HEIGHT, { detail: { missing, urgent } }));
  };
  const ways = [() => askForHeight(false), () => place.classList.add("wide"), () => askForHeight(true)];
  let tried = 0;
  let page = "";
  const begin = () => {
    tried = 0;
    place.classList.remove("wide");
    text.style.removeProperty("--say");
  };
  const look = () => {
    const { clientWidth, clientHeight } = player.root;
    // On another page, as when what stood beside it is closed, all is tried anew.
    if (page !== `${clientWidth} ${clientHeight}`) begin();
    page = `${clientWidth} ${clientHeight}`;
    const now = sizes();
    // What this has set itself needs no second look.
    if (now.text === fitted.text && now.place === fitted.place) return;
    place.scrollTop = 0;
    fit(place, text);
    while (isCut(place) && tried < ways.length) {
      ways[tried++]?.();
      fit(place, text);
    }
    sayMore();
    Object.assign(fitted, sizes());
  };
  const sayMore = () => place.classList.toggle("more", place.scrollTop + place.clientHeight < place.scrollHeight - 2);
  const observer = new ResizeObserver(look);
  // Before the first paint, so that nothing moves after it.
  requestAnimationFrame(look);
  for (const element of [place, text, player.root]) observer.observe(element);
  place.addEventListener("scroll", sayMore, { passive: true, signal: player.signal });
  player.signal.addEventListener("abort", () => observer.disconnect());
  return begin;
}

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} text
 */
function fit(place, text) {
  text.style.removeProperty("--say");
  const usual = parseFloat(getComputedStyle(text).fontSize);
  for (const size of SIZES.filter((one) => one < usual)) {
    if (!isCut(place)) return;
    text.style.setProperty("--say", `${size}px`);
  }
}

/** @param {HTMLElement} place */
function isCut({ scrollHeight, clientHeight, scrollWidth, clientWidth }) {
  return scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1;
}
