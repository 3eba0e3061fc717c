/** Build elements. Text enters the page as text nodes only, never as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {string | number | boolean | null | undefined} Attribute */
/** @typedef {Node | string | null | undefined} Child */

/**
 * @param {Element} element
 * @param {Record<string, Attribute>} attributes
 */
export function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  assign(element, attributes);
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/**
 * Set an attribute, or remove it for null, only if it changes: setting it again would restyle the element.
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value null removes it
 */
export function updateAttribute(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Draw an icon from one path, in the colour of the text around it.
 * @param {string} path
 */
export function icon(path) {
  const picture = document.createElementNS(SVG, "svg");
  assign(picture, { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" });
  const line = document.createElementNS(SVG, "path");
  assign(line, { d: path });
  picture.append(line);
  return picture;
}

/**
 * @param {string} name its class
 * @param {number} cx
 * @param {number} cy
 * @param {number} r
 */
export function circle(name, cx, cy, r) {
  const element = document.createElementNS(SVG, "circle");
  assign(element, { class: name, cx, cy, r });
  return element;
}

/**
 * Keep the focus where it is when a mouse presses an element that needs the focus for the keyboard only.
 * @param {Element} element
 */
export function keepFocus(element) {
  element.addEventListener("mousedown", (event) => event.preventDefault());
}
