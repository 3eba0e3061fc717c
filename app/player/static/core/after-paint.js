/** Do work after the next paint: scrolling and loading would delay it. */

/**
 * Wait for the next paint. A timeout that is set in an animation frame runs after the paint of that frame.
 * @returns {Promise<void>}
 */
export function nextPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * @param {() => void} work
 * @returns {() => void} call it as often as you like: the work is done once, after the next paint
 */
export function afterPaint(work) {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    void nextPaint().then(() => {
      isWaiting = false;
      work();
    });
  };
}
