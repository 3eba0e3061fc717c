// Notes after every paint where the parts of the player are, each time that one of them is somewhere else, and how far
// the browser says that anything has moved until Streamlit begins.
(() => {
  const PARTS = [".head", ".stage", ".numbers", ".graph", ".timeline", ".controls", ".lesson .words"];
  const seen = [];

  function find(root, selector) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const inside = shadowRoot && find(shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  }

  function note() {
    const player = find(document, ".player");
    const boxes = PARTS.map((part) => [part, player?.querySelector(part)?.getBoundingClientRect()]);
    const there = boxes.filter(([, box]) => box?.width);
    const now = Object.fromEntries(
      there.map(([part, { x, y, width, height }]) => [part, [x, y, width, height].map(Math.round).join(" ")]),
    );
    if (there.length > 0 && JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now);
  }

  // What is found after a paint is what was painted; before the first one, it may have just been made.
  function look() {
    if (performance.getEntriesByName("first-contentful-paint").length > 0) note();
    requestAnimationFrame(() => setTimeout(look));
  }

  let moved = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries())
      if (!document.querySelector('script[src*="/static/js/index."]')) moved += value;
  }).observe({ type: "layout-shift", buffered: true });
  Object.assign(globalThis, { seenBoxes: seen, movedBy: () => moved });
  requestAnimationFrame(() => setTimeout(look));
})();
