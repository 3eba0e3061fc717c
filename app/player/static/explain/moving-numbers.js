/**
 * Move numbers from one drawing to another: a number that is in both moves to its new place, the rest fades. Without
 * animation if the person prefers reduced motion.
 */

const LONG = 1100;
const EASE = "cubic-bezier(0.4, 0, 0.2, 1)";

/**
 * @param {HTMLElement} from the drawing that is hidden
 * @param {HTMLElement} to the drawing that is shown instead
 */
export function moveNumbers(from, to) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const starts = placesIn(from);
  if (!isCalm) fadeAway(from);
  from.hidden = true;
  to.hidden = false;
  if (isCalm) return;
  for (const [flat, { td, box }] of placesIn(to)) {
    const start = starts.get(flat)?.box;
    if (!start) continue;
    const shift = `translate(${start.left - box.left}px, ${start.top - box.top}px)`;
    const by = `${shift} scale(${start.width / box.width}, ${start.height / box.height})`;
    td.animate(
      [
        { transform: by, transformOrigin: "0 0", zIndex: 3 },
        { transform: "none", transformOrigin: "0 0", zIndex: 3 },
      ],
      { duration: LONG, easing: EASE },
    );
  }
  const rest = [...to.querySelectorAll("th, .op, .num, figcaption, .bracket, td:not([data-flat])")];
  for (const part of rest)
    if (!part.querySelector("[data-flat]"))
      part.animate([{ opacity: 0 }, { opacity: 0, offset: 0.55 }, { opacity: 1 }], { duration: LONG });
}

/**
 * Shrink and fade a drawing that is left.
 * @param {HTMLElement} scene
 */
function fadeAway(scene) {
  const whole = scene.querySelector(".whole");
  const around = scene.parentElement;
  if (!whole || !around) return;
  const box = whole.getBoundingClientRect();
  const frame = around.getBoundingClientRect();
  const ghost = /** @type {HTMLElement} */ (whole.cloneNode(true));
  ghost.classList.add("ghost", "scene");
  Object.assign(ghost.style, {
    left: `${box.left - frame.left + around.scrollLeft}px`,
    top: `${box.top - frame.top + around.scrollTop}px`,
  });
  ghost.setAttribute("aria-hidden", "true");
  around.append(ghost);
  ghost
    .animate([{ opacity: 1 }, { opacity: 0.85, offset: 0.3 }, { opacity: 0, transform: "scale(0.35, 0.5)" }], {
      duration: LONG * 0.75,
      easing: EASE,
    })
    .finished.then(
      () => ghost.remove(),
      () => ghost.remove(),
    );
}

/**
 * @param {HTMLElement} scene
 * @returns {Map<string, {td: Element, box: DOMRect}>}
 */
function placesIn(scene) {
  return new Map(
    [...scene.querySelectorAll("[data-flat]")].map((td) => [
      td.getAttribute("data-flat") ?? "",
      { td, box: td.getBoundingClientRect() },
    ]),
  );
}
