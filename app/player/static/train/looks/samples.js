/** The samples that are trained on, as pictures, a page at a time: what each is, and what the network says. */

import { el, updateText } from "../../core/dom.js";
import { createPictures } from "./pictures.js";

/** @typedef {import("../types.js").Drawn} Drawn */
/** @typedef {import("../types.js").Pictures} Pictures */
/** @typedef {import("../types.js").Room} Room */
/** @typedef {import("../run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 * @param {() => void} turned
 * @returns {Drawn}
 */
export function createSamples({ text }, run, turned) {
  let page = 0;
  const pictures = createPictures(text("chart_samples"), (samples, k) => caption(samples, k, text));
  const where = el("span", { role: "status" });
  const turner = (/** @type {string} */ name, /** @type {number} */ by) => {
    const element = el("button", { type: "button", class: "boxed" }, text(name));
    element.addEventListener("click", () => {
      const pages = run.look?.samples?.pages ?? 1;
      page = (page + by + pages) % pages;
      turned();
    });
    return element;
  };
  const pager = el("p", {}, turner("page_before", -1), turner("page_after", 1), where);
  const element = el("div", { class: "train-gallery" }, pager, pictures.element);
  return {
    element,
    show() {
      const samples = run.look?.samples;
      if (!samples) return;
      updateText(where, text("page", { page: samples.page + 1, pages: samples.pages, of: samples.of }));
      pictures.show(samples);
    },
    choice: () => (page ? String(page) : ""),
  };
}

/**
 * @param {Pictures} samples
 * @param {number} k
 * @param {Room["text"]} text
 */
function caption({ truth, says, sure }, k, text) {
  const values = { truth: truth[k] ?? "", says: says[k] ?? "", sure: `${Math.round(100 * (sure[k] ?? 0))} %` };
  return truth[k] === says[k] ? text("sample_right", values) : text("sample_wrong", values);
}
