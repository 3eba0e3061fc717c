/** Move an element to another place as it is: focus, cursor and scroll stay, and so do the style sheets. */

/** @typedef {Element & {moveBefore?: (node: Node, child: Node | null) => void}} Movable */

/**
 * @param {Element} node
 * @param {Element} place
 */
export function moveTo(node, place) {
  adoptSheetsOf(node, place);
  // The presenter mode is a class of the place.
  if (node.parentElement) place.classList.add(...node.parentElement.classList);
  const { moveBefore } = /** @type {Movable} */ (place);
  if (moveBefore && node.isConnected && place.isConnected) {
    takeSignsOff(node);
    moveBefore.call(place, node, null);
  } else inSilence(() => moveAfresh(node, place));
}

/**
 * Take off what style sheets write before and after elements, in the place that is left. Chromium loses it on the way
 * from one shadow root to another, and does not draw it there; what is not there yet is drawn anew.
 * @param {Element} node
 */
function takeSignsOff(node) {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const bare = new CSSStyleSheet();
  bare.replaceSync("*::before, *::after { content: none !important; }");
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, bare];
  // To ask for a style has all of them computed, without a layout, in which what is scrolled could move.
  void getComputedStyle(node).color;
}

/** The events that tell of the focus when an element is taken out: an editor would take its number, a menu close. */
const EVENTS = ["blur", "focusout", "focus", "focusin", "change"];

/**
 * Do something while the page hears none of the events that tell of the focus.
 * @param {() => void} move
 */
function inSilence(move) {
  const hush = (/** @type {Event} */ event) => event.stopImmediatePropagation();
  for (const type of EVENTS) addEventListener(type, hush, true);
  move();
  for (const type of EVENTS) removeEventListener(type, hush, true);
}

/**
 * What the element has been styled with belongs to the shadow root that it leaves.
 * @param {Element} node
 * @param {Element} place
 */
function adoptSheetsOf(node, place) {
  const [from, to] = [node.getRootNode(), place.getRootNode()];
  if (!(from instanceof ShadowRoot) || !(to instanceof ShadowRoot)) return;
  const missing = from.adoptedStyleSheets.filter((sheet) => !to.adoptedStyleSheets.includes(sheet));
  to.adoptedStyleSheets = [...to.adoptedStyleSheets, ...missing];
}

/**
 * A browser without `moveBefore` takes the element out and puts it in again: it forgets what has the focus and how far
 * each part is scrolled.
 * @param {Element} node
 * @param {Element} place
 */
function moveAfresh(node, place) {
  const root = node.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  // A checkbox has none.
  const field = focused instanceof HTMLInputElement && focused.selectionStart !== null ? focused : null;
  const [start, end] = [field?.selectionStart ?? null, field?.selectionEnd ?? null];
  const scrolled = [...node.querySelectorAll("*")]
    .filter(({ scrollTop, scrollLeft }) => scrollTop > 0 || scrollLeft > 0)
    .map((element) => /** @type {const} */ ([element, element.scrollTop, element.scrollLeft]));
  place.append(node);
  for (const [element, top, left] of scrolled) Object.assign(element, { scrollTop: top, scrollLeft: left });
  if (focused instanceof HTMLElement || focused instanceof SVGElement) focused.focus({ preventScroll: true });
  field?.setSelectionRange(start, end);
}
