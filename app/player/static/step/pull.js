/** A sheet can be pulled down by its head, and is closed when it was pulled far enough. */

const FAR = 56;

/**
 * @param {HTMLElement} head
 * @param {HTMLElement} sheet
 * @param {() => void} close
 */
export function pullDown(head, sheet, close) {
  let from = NaN;
  const by = (/** @type {PointerEvent} */ { clientY }) => Math.max(0, clientY - from);
  const end = () => {
    from = NaN;
    sheet.style.translate = "";
  };
  head.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.closest("button")) return;
    from = event.clientY;
    head.setPointerCapture(event.pointerId);
  });
  head.addEventListener("pointermove", (event) => {
    if (!Number.isNaN(from)) sheet.style.translate = `0 ${by(event)}px`;
  });
  head.addEventListener("pointerup", (event) => {
    const isFar = by(event) > FAR;
    end();
    if (isFar) close();
  });
  head.addEventListener("pointercancel", end);
}
