/** Where a ring around a part of the page stands, and a card beside it. */

const GAP = 12;
/** So far from the edge of the window a ring stays. */
const EDGE = 4;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/**
 * The box around several, of which only what is in the window is seen.
 * @param {Box[]} boxes
 * @returns {Box}
 */
export function boxAround(boxes) {
  return {
    left: Math.max(EDGE, Math.min(...boxes.map(({ left }) => left))),
    top: Math.max(EDGE, Math.min(...boxes.map(({ top }) => top))),
    right: Math.min(innerWidth - EDGE, Math.max(...boxes.map(({ right }) => right))),
    bottom: Math.min(innerHeight - EDGE, Math.max(...boxes.map(({ bottom }) => bottom))),
  };
}

/**
 * @param {HTMLElement} ring
 * @param {Box} box
 */
export function placeRing(ring, { left, top, right, bottom }) {
  Object.assign(ring.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${right - left}px`,
    height: `${bottom - top}px`,
  });
}

/**
 * Put a card below the part, or above it, or at its foot where it takes all the room.
 * @param {HTMLElement} card
 * @param {Box} box
 */
export function placeCard(card, { left, top, right, bottom }) {
  const { width, height } = card.getBoundingClientRect();
  const below = bottom + GAP + height <= innerHeight;
  const above = top - GAP - height;
  const y = below ? bottom + GAP : above >= GAP ? above : innerHeight - height - GAP;
  const middle = (left + right - width) / 2;
  card.style.left = `${Math.max(GAP, Math.min(middle, innerWidth - width - GAP))}px`;
  card.style.top = `${Math.max(GAP, y)}px`;
}
