/** A class set: what each has handed in, the commonest first mistakes, and the table as a file. */

import { el } from "../core/dom.js";
import { LOOKS } from "./verdict.js";

/** @typedef {import("./room.js").Room} Room */
/** @typedef {{name: string, result: string, first_wrong: string, mistake: string, said: string}} Row */
/**
 * @typedef {object} ClassTable
 * @property {Row[]} rows
 * @property {("right" | "wrong" | "unread" | "late")[]} looks of the rows
 * @property {string} summary
 * @property {{name: string, count: number}[]} commonest
 * @property {string} csv
 */

/** @type {Record<ClassTable["looks"][number], {sign: string, look: string}>} */
const SIGNS = {
  right: LOOKS.right,
  wrong: LOOKS.wrong,
  unread: { sign: "?", look: "none" },
  late: { sign: "–", look: "none" },
};

/**
 * @param {Room} room
 * @param {ClassTable} table
 */
export function drawClass({ player }, { rows, looks, summary, commonest, csv }) {
  const save = el("button", { type: "button", class: "boxed save-table" }, player.text("submission.class_csv"));
  save.addEventListener("click", () => saveCsv(csv));
  return el(
    "section",
    { class: "mapping class-set", "aria-label": player.text("submission.class") },
    el("h3", {}, player.text("submission.class")),
    el("p", {}, summary),
    commonest.length > 0 ? el("h4", {}, player.text("submission.class_commonest")) : null,
    el("ol", {}, ...commonest.map(({ name, count }) => el("li", {}, `${name}: ${count}`))),
    el("ul", {}, ...rows.map((row, k) => drawRow(row, SIGNS[looks[k] ?? "unread"]))),
    el("div", { class: "bring-row" }, save),
  );
}

/**
 * @param {Row} row
 * @param {{sign: string, look: string}} sign
 */
function drawRow({ name, result, first_wrong: first, mistake, said }, { sign, look }) {
  const why = mistake || said;
  return el(
    "li",
    { class: look, title: said || null },
    el("span", { class: `judged ${look}`, "aria-hidden": "true" }, sign),
    el(
      "span",
      { class: "go-to" },
      el("span", { class: "own" }, name),
      el("span", { class: "verdict" }, [result, first, why].filter(Boolean).join(" · ")),
    ),
  );
}

/** @param {string} csv */
function saveCsv(csv) {
  // A spreadsheet takes the text for UTF-8 by this mark alone.
  const href = URL.createObjectURL(new Blob(["\uFEFF", csv], { type: "text/csv" }));
  el("a", { href, download: "class.csv" }).click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
