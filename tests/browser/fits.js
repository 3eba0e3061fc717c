// What of a step is cut: how far the formula, a matrix, the sum of the pointed-at entry or a button reaches beyond the
// window or beyond a box that clips it, and whether the sum covers a cell that it speaks of.
() => {
  const PARTS = ".stage table, .stage math, .stage .heat .bracket, .stage .grid td, [data-sum], .controls button";
  const TOLD = ".numbers :is(.lit, .fed, .goal)";

  function find(root, selector) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const inside = shadowRoot && find(shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  }
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const clips = new Map();

  /** The part of the window in which an element can be seen. */
  function clipOf(element) {
    if (!element) return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const known = clips.get(element);
    if (known) return known;
    const outer = clipOf(parentOf(element));
    const { overflowX, overflowY } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const inner =
      overflowX === "visible" && overflowY === "visible"
        ? outer
        : {
            left: Math.max(outer.left, box.left),
            top: Math.max(outer.top, box.top),
            right: Math.min(outer.right, box.right),
            bottom: Math.min(outer.bottom, box.bottom),
          };
    clips.set(element, inner);
    return inner;
  }
  function cut(element) {
    const box = element.getBoundingClientRect();
    const clip = clipOf(parentOf(element));
    return Math.max(clip.left - box.left, clip.top - box.top, box.right - clip.right, box.bottom - clip.bottom);
  }
  function covers(a, b) {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return Math.min(wide, high);
  }

  /** How large a name is written on its node, in pixels, and how far it reaches beyond it to the sides. */
  function nameOn(node) {
    const text = node.querySelector("text");
    const [on, own] = [node.querySelector("path"), text].map((part) => part.getBoundingClientRect());
    const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
    return { size, beyond: Math.max(on.left - own.left, own.right - on.right) };
  }

  const player = find(document, ".player");
  const parts = [...player.querySelectorAll(PARTS)].filter(isSeen);
  const sum = parts.find((part) => part.hasAttribute("data-sum") && part.textContent.trim());
  const told = [...player.querySelectorAll(TOLD)].map((cell) => cell.getBoundingClientRect());
  const [worst, what] = parts
    .map((part) => [cut(part), `${part.localName} ${part.textContent.trim().slice(0, 24)}`])
    .reduce((a, b) => (b[0] > a[0] ? b : a), [0, ""]);
  const aside = player.querySelector("aside");
  const isFolded = player.querySelector('[data-graph="brief"]') !== null;
  const names = isFolded ? [] : [...player.querySelectorAll(".graph .node:is(.now, .reads)")].map(nameOn);
  return {
    step: player.querySelector(".tick.on")?.dataset.step ?? "",
    parts: parts.length,
    cut: Math.round(worst),
    what,
    sum: sum !== undefined,
    covered: sum ? Math.max(0, ...told.map((cell) => covers(sum.getBoundingClientRect(), cell))) : 0,
    font: Math.min(
      ...[...player.querySelectorAll(".numbers td")].map((td) => parseFloat(getComputedStyle(td).fontSize)),
    ),
    graph: player.querySelector("[data-graph]")?.dataset.graph ?? "",
    graphHigh: player.querySelector(".graph-box")?.clientHeight ?? 0,
    name: Math.min(...names.map(({ size }) => size)),
    beyond: Math.max(0, ...names.map(({ beyond }) => beyond)),
    aside: aside && isSeen(aside) ? aside.scrollHeight - aside.clientHeight : 0,
  };
};
