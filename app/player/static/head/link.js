/** The address of the work as it is now: copied, or as a code for the cameras of a hall. */

import { el } from "../core/dom.js";
import { showDialog } from "./dialog.js";

/** @typedef {import("./menu.js").Menu} Menu */

/** @param {Menu} menu */
export async function copyLink({ player, say }) {
  const copied = await copy(player.link());
  say(player.text(copied ? "menu.link.copied" : "menu.link.failed"));
}

/**
 * Copy a text; without https browsers have no clipboard for scripts, but still the old command.
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** @param {string} text */
function copyByCommand(text) {
  const field = el("textarea", { readonly: true, class: "unseen" });
  const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
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
