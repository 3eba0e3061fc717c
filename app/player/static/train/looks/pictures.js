/** Samples as pictures side by side, each with a caption; the same elements are painted again. */

import { el, updateAttribute, updateText } from "../../core/dom.js";
import { paintPicture, paletteOf } from "./paint.js";

/** @typedef {import("../types.js").Pictures} Pictures */

/**
 * @param {string} name
 * @param {(gallery: Pictures, k: number) => string} caption
 */
export function createPictures(name, caption) {
  // Where they have no room they are scrolled, also by the keys.
  const element = el("ul", { class: "train-pictures", tabindex: "0", "aria-label": name });
  /** @type {{item: HTMLElement, canvas: HTMLCanvasElement, said: HTMLElement}[]} */
  const places = [];
  const grow = () => {
    const [canvas, said] = [el("canvas", { "aria-hidden": "true" }), el("span", {})];
    const item = el("li", {}, canvas, said);
    places.push({ item, canvas, said });
    element.append(item);
  };
  /** @param {Pictures} gallery */
  function show(gallery) {
    const palette = paletteOf(element);
    while (places.length < gallery.pictures.length) grow();
    for (const [k, { item, canvas, said }] of places.entries()) {
      const picture = gallery.pictures[k];
      item.hidden = picture === undefined;
      if (picture === undefined) continue;
      paintPicture(canvas, picture, gallery.side, palette);
      updateText(said, caption(gallery, k));
      updateAttribute(item, "data-right", String(gallery.truth[k] === gallery.says[k]));
    }
  }
  return { element, show };
}
