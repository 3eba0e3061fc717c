/** Keep the focus, a half-typed text and the scroll position while the drawer is drawn again. */

/**
 * @param {HTMLElement} drawer
 * @param {() => void} draw
 */
export function keepFocusIn(drawer, draw) {
  const root = drawer.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  const field = active && drawer.contains(active) ? active.getAttribute("data-field") : null;
  const typed =
    active instanceof HTMLInputElement && active.type !== "radio" && active.type !== "checkbox" ? half(active) : null;
  const body = drawer.querySelector(".choices");
  const top = body?.scrollTop ?? 0;
  draw();
  if (body) body.scrollTop = top;
  const again = field === null ? null : drawer.querySelector(`[data-field="${CSS.escape(field)}"]`);
  if (!(again instanceof HTMLElement)) return;
  again.focus({ preventScroll: true });
  if (!(again instanceof HTMLInputElement) || !typed) return;
  if (typed.unsent) again.value = typed.value;
  again.setSelectionRange(typed.start, typed.end);
}

/** @param {HTMLInputElement} input */
function half(input) {
  return {
    value: input.value,
    unsent: input.value !== input.defaultValue,
    start: input.selectionStart,
    end: input.selectionEnd,
  };
}
