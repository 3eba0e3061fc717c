/** One tab stop for many elements: the Tab key reaches one of them, the arrow keys move among them. */

/**
 * @typedef {object} RovingOptions `home`: Home and End go to the ends of a row; `line`: all are in one row
 * @property {boolean} [home]
 * @property {boolean} [line]
 */

/**
 * List the elements of a container, row by row.
 * @typedef {(container: Element, selector: string) => HTMLElement[][]} Rows
 */

/** @type {Rows} */
function tableRows(container, selector) {
  return [...container.querySelectorAll("tr")]
    .map((row) => /** @type {HTMLElement[]} */ ([...row.querySelectorAll(selector)]))
    .filter((row) => row.length > 0);
}

/** @type {Rows} */
function oneRow(container, selector) {
  return [[...container.querySelectorAll(selector)].filter((item) => item instanceof HTMLElement)];
}

/**
 * @param {Element} container
 * @param {string} selector
 * @param {RovingOptions} [options]
 */
export function rove(container, selector, options = {}) {
  for (const item of container.querySelectorAll(selector)) item.setAttribute("tabindex", "-1");
  container.querySelector(selector)?.setAttribute("tabindex", "0");
  container.addEventListener("focusin", (event) => moveTabStop(container, selector, event.target));
  container.addEventListener("keydown", (event) => {
    const key = /** @type {KeyboardEvent} */ (event);
    const next =
      key.target instanceof HTMLElement && key.target.matches(selector)
        ? moved((options.line ? oneRow : tableRows)(container, selector), key.target, key.key, options)
        : null;
    if (!next || hasModifier(key)) return;
    key.preventDefault();
    next.focus();
  });
}

/**
 * Make the focused element the tab stop.
 * @param {Element} container
 * @param {string} selector
 * @param {EventTarget | null} target
 */
export function moveTabStop(container, selector, target) {
  if (!(target instanceof Element) || !target.matches(selector)) return;
  for (const item of container.querySelectorAll(`${selector}[tabindex="0"]`)) item.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
}

/** @param {KeyboardEvent} event */
export function hasModifier(event) {
  return event.altKey || event.ctrlKey || event.metaKey;
}

/**
 * Find the element to which a key leads; the same element at the edge, null for any other key.
 * @param {HTMLElement[][]} rows
 * @param {HTMLElement} from
 * @param {string} key
 * @param {RovingOptions} options
 * @returns {HTMLElement | null}
 */
function moved(rows, from, key, options) {
  const y = rows.findIndex((row) => row.includes(from));
  const x = rows[y]?.indexOf(from) ?? 0;
  const at = (/** @type {number} */ row, /** @type {number} */ col) => rows[row]?.[col] ?? from;
  switch (key) {
    case "ArrowLeft":
      return at(y, x - 1);
    case "ArrowRight":
      return at(y, x + 1);
    case "ArrowUp":
      return at(y - 1, x);
    case "ArrowDown":
      return at(y + 1, x);
    case "Home":
      return options.home ? at(y, 0) : null;
    case "End":
      return options.home ? at(y, (rows[y]?.length ?? 1) - 1) : null;
    default:
      return null;
  }
}
