/** The address of the work as it is now: copied, or as a code for the cameras of a hall. */

import { copyText } from "../core/clipboard.js";
import { el } from "../core/dom.js";
import { showDialog } from "./dialog.js";

/** @typedef {import("./menu.js").Menu} Menu */

/** @param {Menu} menu */
export async function copyLink({ player, say }) {
  const copied = await copyText(player.link());
  say(player.text(copied ? "menu.link.copied" : "menu.link.failed"));
}

/** @param {Menu} menu */
export async function showCode({ player, button }) {
  const link = player.link();
  const place = el("div", { class: "qr", role: "status" });
  const dialog = showDialog(player, button, player.text("menu.code"), [place, el("p", { class: "qr-link" }, link)]);
  dialog.classList.add("wide");
  try {
    const image = await fetchCode(link);
    const source = URL.createObjectURL(image);
    dialog.addEventListener("close", () => URL.revokeObjectURL(source));
    place.append(el("img", { src: source, alt: player.text("menu.code.alt") }));
  } catch (error) {
    const isLong = error instanceof RangeError;
    const { length } = link;
    place.append(el("p", {}, isLong ? player.text("menu.code.long", { length }) : player.text("menu.code.failed")));
  }
}

/**
 * Fetch the picture of a code.
 * @param {string} link
 * @returns {Promise<Blob>}
 */
async function fetchCode(link) {
  const answer = await fetch(new URL(`../../player/qr.svg?link=${encodeURIComponent(link)}`, import.meta.url));
  if (answer.status === 413) throw new RangeError(`${link.length} characters are too many for a code`);
  if (!answer.ok) throw new Error(`the picture of a code: ${answer.status}`);
  return answer.blob();
}
