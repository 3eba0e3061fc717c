/** The arrow from one rectangle to another, where a group was folded among the nodes of the graph. */

/** @typedef {import("../core/types.js").Rect} Rect */

const HEAD = 6,
  HALF = 3.5;

/**
 * @param {Rect} a
 * @param {Rect} b
 */
export function between([ax, ay, aw, ah], [bx, by, bw, bh]) {
  const isBeside = ax + aw <= bx || bx + bw <= ax;
  if (isBeside && Math.abs(ay + ah / 2 - (by + bh / 2)) < (ah + bh) / 2) {
    const side = bx > ax ? 1 : -1,
      start = side > 0 ? ax + aw : ax,
      end = side > 0 ? bx : bx + bw,
      middle = (start + end) / 2;
    const [y, z] = [ay + ah / 2, by + bh / 2];
    return `M${start},${y}C${middle},${y} ${middle},${z} ${end},${z}M${end - side * HEAD},${z - HALF}L${end},${z}L${end - side * HEAD},${z + HALF}`;
  }
  const down = by + bh / 2 > ay + ah / 2 ? 1 : -1,
    start = down > 0 ? ay + ah : ay,
    end = down > 0 ? by : by + bh,
    middle = (start + end) / 2;
  const [x, u] = [ax + aw / 2, bx + bw / 2];
  return `M${x},${start}C${x},${middle} ${u},${middle} ${u},${end}M${u - HALF},${end - down * HEAD}L${u},${end}L${u + HALF},${end - down * HEAD}`;
}
