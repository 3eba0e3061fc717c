/** The worst mistakes: what each picture is, what the network says, and how sure it is of it. */

import { el, updateText } from "../../core/dom.js";
import { shareText } from "../run.js";
import { createPictures } from "./pictures.js";

/** @typedef {import("../types.js").Drawn} Drawn */
/** @typedef {import("../types.js").Room} Room */
/** @typedef {import("../run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 * @returns {Drawn}
 */
export function createMistakes({ text }, run) {
  const pictures = createPictures(text("chart_mistakes"), ({ truth, says, sure }, k) =>
    text("mistake", { truth: truth[k] ?? "", says: says[k] ?? "", sure: shareText(sure[k] ?? null) }),
  );
  const count = el("span", { role: "status" });
  const element = el("div", { class: "train-gallery train-large" }, el("p", {}, count), pictures.element);
  return {
    element,
    show() {
      const mistakes = run.look?.mistakes;
      if (!mistakes) return;
      updateText(count, text("mistakes_of", { wrong: mistakes.wrong, of: mistakes.of }));
      pictures.show(mistakes);
    },
  };
}
