/** Wait for a while, or until something else is wanted. */

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function rest(milliseconds, signal) {
  return new Promise((wake) => {
    if (signal.aborted) return wake();
    const timer = setTimeout(woken, milliseconds);
    function woken() {
      clearTimeout(timer);
      signal.removeEventListener("abort", woken);
      wake();
    }
    signal.addEventListener("abort", woken);
  });
}
