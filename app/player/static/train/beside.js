/** Trainings of one's own beside the one that is shown: with its data and its seed, to the iteration at which it is. */

import { assign, el, updateText } from "../core/dom.js";
import { turnToAddress } from "../core/page-address.js";
import { createLoop } from "./loop.js";
import { lossText, rememberRun, rowAt, runOf, shareText, takeCourse } from "./run.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Beside} Beside */
/** @typedef {import("./run.js").Run} Run */

const BETWEEN = "|";
/** Names the sentence that says why no other training can be chosen. */
const FULL = "train-compare-full";

/**
 * @param {Room} room
 * @param {Run} run the one that is shown
 * @param {{show: () => void, say: (text: string) => void, isWatched: () => boolean}} listener hears that one of the others stands
 *   elsewhere; while the shown one is watched, they go on with it
 */
export function createBeside(room, run, listener) {
  const { text, given, signal } = room;
  const { own, runs } = given.beside;
  const others = runs.map((other) => ({ ...other, run: runOf(other.query) }));
  // The present one that was kept is the shown one until a setting is changed: it goes on as that.
  const apart = others.filter(({ run: other }) => other !== run);
  const loops = apart.map(({ run: other, query }) =>
    createLoop({ ...room, given: { ...given, query } }, other, {
      show: () => !signal.aborted && listener.show(),
      arrive: () => rememberRun(query, other),
      say: listener.say,
      turn() {},
      stride: () => 0,
      enough: () => false,
    }),
  );
  /** The iterations to which the others were sent last: to where one cannot come it is sent once. @type {number[]} */
  const sent = [];
  /** Send the others to where the shown one is; one that is on its way goes on from where it comes to. */
  const follow = () => {
    if (listener.isWatched()) return;
    for (const [k, loop] of loops.entries()) {
      const other = apart[k]?.run;
      if (loop.going || sent[k] === run.done || (other?.rows.iteration.length && other.done === run.done)) continue;
      sent[k] = run.done;
      void loop.goTo(run.done);
    }
  };
  const all = others.length > 0 ? [{ ...own, run, query: given.query }, ...others] : [];
  const listed = all.map((one, k) => drawRow(room, one, k > 0));
  const element = el(
    "ul",
    { class: "train-beside", "aria-label": text("compare_list"), hidden: others.length === 0 ? "" : null },
    ...listed.map((row) => row.element),
  );
  return {
    element,
    chosen: drawChoice(room),
    full: drawFull(room),
    /** What is asked of the others while they go on with the shown one. */
    asked: () => apart.map(({ query, run: { done, known, latest } }) => ({ query, from: done, known, latest })),
    /** @param {import("./types.js").BesideLine} line */
    hear(line) {
      const other = apart[line.beside];
      if (other) takeCourse(other.run, line);
      sent[line.beside] = -1;
    },
    runs: [run, ...others.map((other) => other.run)],
    show() {
      for (const row of listed) row.show();
      follow();
    },
  };
}

/**
 * @param {Room} room
 * @param {{run: Run, label: string, colour: string, query: Record<string, string>}} one
 * @param {boolean} isOther
 */
function drawRow({ text, given }, { run, label, colour, query }, isOther) {
  const swatch = el("i", { class: "swatch" });
  swatch.style.setProperty("--run", `var(${colour})`);
  const said = el("span", { class: "train-beside-numbers" });
  const parts = isOther ? [drawOpen(text, query, label, given), drawRemove(text, query, label, given)] : [];
  const show = () => {
    const [loss, right] = rowAt(run)?.trained ?? [null, null];
    const key = given.figures.accuracy ? "row" : "row_loss";
    const numbers = text(key, { iteration: run.done, loss: lossText(loss), share: shareText(right) });
    updateText(said, run.rows.iteration.length ? numbers : "");
    said.title = run.fault?.text ?? "";
  };
  return { element: el("li", {}, swatch, el("strong", { title: label }, label), ...parts, said), show };
}

/**
 * Draw what makes a training the one that is shown; the present one stands beside it then.
 * @param {Room["text"]} text
 * @param {Record<string, string>} query
 * @param {string} name
 * @param {Room["given"]} given
 */
function drawOpen(text, query, name, given) {
  const button = el(
    "button",
    { type: "button", class: "boxed train-icon", "aria-label": text("compare_open", { label: name }) },
    "↑",
  );
  button.title = text("compare_open", { label: name });
  button.addEventListener("click", () => {
    turnToAddress((search) => {
      for (const key of Object.keys(given.query)) search.delete(key);
      for (const [key, value] of Object.entries(query)) search.set(key, value);
      writeWords(search, [given.beside.own.word, ...wordsWithout(query, given)]);
    });
  });
  return button;
}

/**
 * @param {Room["text"]} text
 * @param {Record<string, string>} query
 * @param {string} name
 * @param {Room["given"]} given
 */
function drawRemove(text, query, name, given) {
  const label = text("compare_remove", { label: name });
  const button = el("button", { type: "button", class: "boxed train-icon", "aria-label": label, title: label }, "×");
  button.addEventListener("click", () => turnToAddress((search) => writeWords(search, wordsWithout(query, given))));
  return button;
}

/**
 * The words of all the others but one. The address may write it in another way, such as `lr:0.30`.
 * @param {Record<string, string>} query that of the one left out, as Python wrote it
 * @param {Room["given"]} given
 */
function wordsWithout(query, { beside }) {
  return beside.runs.filter((one) => one.query !== query).map((one) => one.word);
}

/**
 * Draw the choice of a training to compare with: the present one, kept as it is, or one that differs in one thing.
 * @param {Room} room
 */
function drawChoice({ text, given }) {
  const { own, offered } = given.beside;
  const options = [{ word: own.word, label: text("compare_keep") }, ...offered];
  const select = el(
    "select",
    { class: "boxed train-compare", "aria-label": text("compare") },
    el("option", { value: "" }, text("compare")),
    ...options.map(({ word, label }) => el("option", { value: word }, label)),
  );
  if (isFull(given)) assign(select, { disabled: "", title: fullText({ text, given }), "aria-describedby": FULL });
  select.addEventListener("change", () => {
    const { value } = select;
    select.value = "";
    if (value) turnToAddress((search) => writeWords(search, [...wordsOf(search), value]));
  });
  return select;
}

/**
 * Draw the sentence that says why no other training can be chosen; nothing while one can.
 * @param {Room} room
 */
function drawFull(room) {
  return isFull(room.given) ? el("p", { class: "train-full", id: FULL }, fullText(room)) : "";
}

/** @param {Room["given"]} given */
function isFull({ beside: { runs, most } }) {
  return runs.length >= most;
}

/**
 * With the one that is shown they are one more.
 * @param {Pick<Room, "text" | "given">} room
 */
function fullText({ text, given }) {
  return text("compare_full", { most: given.beside.most + 1 });
}

/** @param {URLSearchParams} search */
function wordsOf(search) {
  return (search.get("beside") ?? "").split(BETWEEN).filter(Boolean);
}

/**
 * @param {URLSearchParams} search
 * @param {string[]} words
 */
function writeWords(search, words) {
  if (words.length > 0) search.set("beside", words.join(BETWEEN));
  else search.delete("beside");
}
