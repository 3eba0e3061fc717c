/** Where a training stands, in words and numbers: the iteration, the epoch, the loss, what is right. */

import { el, updateText } from "../core/dom.js";
import { lossText, rowAt, shareText } from "./run.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./run.js").Run} Run */

/**
 * @param {Room} room
 * @param {Run} run
 */
export function createWhere(room, run) {
  const { given, text } = room;
  const where = el("output", { class: "train-where" });
  const numbers = el("p", { class: "train-numbers" });
  const fault = el("p", { class: "train-fault", role: "alert" });
  return {
    elements: [where, numbers],
    fault,
    show() {
      const [done, length] = [run.done, given.length];
      const parts = { iteration: done, epoch: Math.floor(done / length), batch: done % length, length };
      updateText(where, text("where", parts));
      updateText(numbers, numbersText(room, rowAt(run)));
      updateText(fault, run.fault ? run.fault.text : "");
    },
  };
}

/**
 * @param {Room} room
 * @param {ReturnType<typeof rowAt>} row
 */
function numbersText({ text, given }, row) {
  const [trained, validated] = [row?.trained, row?.validated];
  if (!trained) return "";
  const parts = [text("loss_now", { loss: lossText(trained[0]) })];
  if (given.figures.accuracy) parts.push(text("right_now", { share: shareText(trained[1]) }));
  if (validated?.[0] !== null && validated?.[0] !== undefined)
    parts.push(
      given.figures.accuracy
        ? text("others_now", { share: shareText(validated[1]) })
        : text("others_loss", { loss: lossText(validated[0]) }),
    );
  return parts.join(" · ");
}
