/** The work as a file: saved, and opened again. */

import { el } from "../core/dom.js";

/** @typedef {import("../core/types.js").Player} Player */

/** Bytes; the largest work has a few hundred thousand. */
const LARGEST = 500_000;

/** @param {{player: Player}} menu */
export function saveFile({ player }) {
  const { lesson, data } = player.store.state;
  const about = lesson ? lesson.lesson : (data.design?.preset ?? "");
  const blob = new Blob([`${JSON.stringify(player.work(), null, 1)}\n`], { type: "application/json" });
  const href = URL.createObjectURL(blob);
  el("a", { href, download: fileName(about, new Date()) }).click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/**
 * @param {string} about the example or the lesson
 * @param {Date} date
 */
export function fileName(about, date) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return ["backprop", about, day].filter(Boolean).join("-") + ".json";
}

/** @param {{player: Player}} menu */
export function pickFile({ player }) {
  const field = el("input", { type: "file", accept: ".json,application/json" });
  field.addEventListener("change", () => {
    const [file] = field.files ?? [];
    if (file) void openFile(player, file);
  });
  field.click();
}

/**
 * Open the work of a file; of one that holds none a sentence is said, and everything stays.
 * @param {Player} player
 * @param {File} file
 */
export async function openFile(player, file) {
  const complain = (/** @type {string} */ sentence) => player.store.set({ said: [sentence] });
  const about = { name: file.name };
  if (file.size > LARGEST) return complain(player.text("file.large", about));
  const plain = tableOf(await file.text());
  if (!plain) return complain(player.text("file.none", about));
  // The server reads it strictly, and says what is wrong with it.
  player.open(/** @type {import("../core/types.js").Work} */ (plain));
}

/**
 * Read a JSON object; null for a text that is none.
 * @param {string} text
 * @returns {object | null}
 */
export function tableOf(text) {
  try {
    const plain = JSON.parse(text);
    return typeof plain === "object" && !Array.isArray(plain) ? plain : null;
  } catch {
    return null;
  }
}
