/** Do work after the next paint: scrolling and loading, which would delay it. */

/**
 * Wait for the next paint. A timeout that is set in an animation frame runs after the paint of that frame.
 * @returns {Promise<void>}
 */
export function nextPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * @param {() => void} work
 * @returns {() => void} asks for it; it is done once, however often it is asked for until then
 */
export function afterPaint(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    void nextPaint().then(() => {
      asked = false;
      work();
    });
  };
}
