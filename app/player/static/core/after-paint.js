/** What can wait until the present change is on the screen: scrolling, which asks for the layout, and loading. */

/**
 * A task that is set from a frame begins after the paint of that frame.
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
