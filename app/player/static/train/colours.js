/** The colours of the player where an element stands, for what is drawn in other ways than by CSS. */

/**
 * Mix two colours, as in `--value-positive 25%`, which has the surface besides.
 * @param {string} colour
 * @param {string} ground
 * @param {number} share of the colour
 */
function mixed(colour, ground, share) {
  const [own, others] = [colour, ground].map((said) => (said.match(/[\d.]+/g) ?? []).map(Number));
  const parts = [0, 1, 2].map((k) => Math.round((own?.[k] ?? 0) * share + (others?.[k] ?? 0) * (1 - share)));
  return `rgb(${parts.join(", ")})`;
}

/**
 * What the player's colours are where an element stands, in the theme of now.
 * @param {HTMLElement} place
 */
export function colours(place) {
  const probe = document.createElement("span");
  place.append(probe);
  const known = new Map();
  const whole = (/** @type {string} */ name) => {
    if (!known.has(name)) {
      probe.style.color = `var(${name})`;
      known.set(name, getComputedStyle(probe).color);
    }
    return known.get(name);
  };
  const colour = (/** @type {string} */ said) => {
    const [name, share] = said.split(" ");
    return share ? mixed(whole(name ?? ""), whole("--surface"), parseFloat(share) / 100) : whole(said);
  };
  queueMicrotask(() => probe.remove());
  return colour;
}
