/** How far a long way is that is gone at once, and how long the rest of it will take. */

/** @param {import("./types.js").Room["text"]} text */
export function createLeft(text) {
  let way = { begun: 0, from: 0, target: -1 };
  /**
   * @param {number} done
   * @param {number} target
   * @param {number} begun when the last part of the way was asked for
   */
  return (done, target, begun) => {
    if (way.target !== target) way = { begun, from: done, target };
    const passed = done - way.from;
    const seconds = passed ? ((target - done) * (performance.now() - way.begun)) / passed / 1000 : null;
    const values = { iteration: done, latest: target, seconds: Math.ceil(seconds ?? 0) };
    return text(seconds === null ? "at" : "left", values);
  };
}
