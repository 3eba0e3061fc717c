/** The address of the work as it is now: copied, or as a code for the cameras of a hall. */

import { tooLong } from "../core/address.js";
import { copyText } from "../core/clipboard.js";
import { el } from "../core/dom.js";
import { showDialog } from "./dialog.js";
import { saveFile } from "./file.js";

/** @typedef {import("./menu.js").Menu} Menu */

/** @param {Menu} menu */
export async function copyLink(menu) {
  const { player, say } = menu;
  const link = await player.presentLink();
  if (link === null) return say(player.text("menu.link.late"));
  const long = tooLong(link);
  if (long) return say(player.text("menu.link.long", long), drawSave(menu));
  const copied = await copyText(link);
  say(player.text(copied ? "menu.link.copied" : "menu.link.failed"));
}

/** @param {Menu} menu */
function drawSave(menu) {
  const button = el("button", { type: "button", class: "head-button" }, menu.player.text("menu.save"));
  button.addEventListener("click", () => {
    saveFile(menu);
    menu.close();
  });
  return button;
}

/** @param {Menu} menu */
export async function showCode({ player, button }) {
  const link = await player.presentLink();
  const place = el("div", { class: "qr", role: "status" });
  const shown = link === null || tooLong(link) ? null : el("p", { class: "qr-link" }, link);
  const dialog = showDialog(player, button, player.text("menu.code"), [place, shown]);
  dialog.classList.add("wide");
  if (link === null) return place.append(el("p", {}, player.text("menu.link.late")));
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
  if (tooLong(link)) throw new RangeError(`${link.length} characters are too many for an address`);
  const answer = await fetch(new URL(`../../player/qr.svg?link=${encodeURIComponent(link)}`, import.meta.url));
  if (answer.status === 413) throw new RangeError(`${link.length} characters are too many for a code`);
  if (!answer.ok) throw new Error(`the picture of a code: ${answer.status}`);
  return answer.blob();
}
