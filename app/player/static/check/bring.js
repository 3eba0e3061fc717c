/** Where numbers are brought: a field for text, a button for files, an example with a mistake in it. */

import { el } from "../core/dom.js";
import { LARGEST, base64Of } from "../core/base64.js";
import { LONGEST, MOST_FILES, bytesOf, placeOf, sizeOf } from "./brought.js";
import { createRecorder } from "./recorder.js";

/** @typedef {import("./room.js").Room} Room */

/** Milliseconds after which what is typed is sent. */
const REST = 500;
const KINDS = ".npz,.npy,.csv,.json,.txt,.safetensors,.zip";

/** @param {Room} room */
export function createBring(room) {
  const { player } = room;
  const field = drawField(room);
  const picker = el("input", { type: "file", multiple: true, accept: KINDS, hidden: true });
  picker.addEventListener("change", () => {
    void takeFiles(room, [...(picker.files ?? [])]);
    picker.value = "";
  });
  const choose = button(room, "file", () => picker.click());
  const example = button(room, "example", () => {
    // It would take the place of what is typed.
    if (field.hasAttribute("data-waits")) sayTooLong(room);
    else room.askExample();
  });
  const clear = button(room, "clear", () => {
    field.value = "";
    field.removeAttribute("data-waits");
    room.bring({ text: "", files: [], chosen: {}, at: "" });
    field.focus();
  });
  const files = el("ul", { class: "brought-files" });
  const kinds = el("p", { class: "hint" }, player.text("submission.kinds"));
  const element = el(
    "div",
    { class: "bring" },
    el("label", {}, el("span", {}, player.text("submission.field")), field),
    el("div", { class: "bring-row" }, choose, picker, example, clear),
    files,
    kinds,
    createRecorder(room),
  );
  return {
    element,
    field,
    show() {
      const { brought, isEmpty } = room;
      // What is typed and not taken yet stays.
      if (field.value !== brought.text && !field.hasAttribute("data-waits")) field.value = brought.text;
      files.replaceChildren(...brought.files.map(([name], place) => drawFile(room, name, place)));
      clear.hidden = isEmpty();
      // It would take the place of what is there.
      example.hidden = !isEmpty();
      kinds.hidden = !isEmpty();
    },
  };
}

/** @param {Room} room */
function sayTooLong({ player, say }) {
  say(player.text("submission.too_long", { most: LONGEST }));
}

/** @param {Room} room */
function drawField(room) {
  const { player } = room;
  const field = el("textarea", {
    class: "boxed",
    rows: 4,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    wrap: "off",
    placeholder: player.text("submission.placeholder"),
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const take = () => {
    clearTimeout(timer);
    // What is too long is not taken, and stays until it is shorter.
    field.toggleAttribute("data-waits", bytesOf(field.value) > LONGEST);
    if (field.hasAttribute("data-waits")) return sayTooLong(room);
    room.bring({ text: field.value, at: placeOf(player) });
  };
  field.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (bytesOf(text) + bytesOf(field.value) <= LONGEST) return;
    // A field in which megabytes are laid out holds up the page.
    event.preventDefault();
    sayTooLong(room);
  });
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event instanceof InputEvent && event.inputType.startsWith("insertFrom")) return take();
    field.setAttribute("data-waits", "");
    timer = setTimeout(take, REST);
  });
  field.addEventListener("change", take);
  player.signal.addEventListener("abort", () => clearTimeout(timer));
  return field;
}

/**
 * @param {Room} room
 * @param {string} name
 * @param {number} place
 */
function drawFile(room, name, place) {
  const take = el(
    "button",
    { type: "button", "aria-label": room.player.text("submission.remove", { name }), title: name },
    "×",
  );
  take.addEventListener("click", () => {
    room.bring({ files: room.brought.files.filter((_, k) => k !== place) });
    room.field().focus();
  });
  return el("li", {}, el("span", {}, name), take);
}

/**
 * Bring files, up to the first that cannot be; of that one it is said why.
 * @param {Room} room
 * @param {File[]} files
 */
export async function takeFiles(room, files) {
  for (const file of files) {
    const refused = refusal(room, file);
    // A folder that is dropped is a file that cannot be read.
    const data = refused ? null : await base64Of(file).catch(() => null);
    if (data === null) return room.say(refused ?? room.player.text("submission.unreadable", { name: file.name }));
    // While it was read, others may have come.
    const late = refusal(room, file);
    if (late) return room.say(late);
    room.bring({ files: [...besides(room, file), [file.name, data]] });
  }
}

/**
 * @param {Room} room
 * @param {File} file
 */
function besides({ brought }, file) {
  return brought.files.filter(([name]) => name !== file.name);
}

/**
 * Say why there is no room for a file; null where there is.
 * @param {Room} room
 * @param {File} file
 */
function refusal(room, file) {
  const { player, brought } = room;
  const files = besides(room, file);
  const facts = { name: file.name, size: Math.ceil(file.size / 1000), most: LARGEST / 1000 };
  if (file.size + sizeOf({ ...brought, files }) > LARGEST) return player.text("submission.too_large", facts);
  return files.length >= MOST_FILES ? player.text("submission.too_many", { most: MOST_FILES }) : null;
}

/**
 * @param {Room} room
 * @param {string} name
 * @param {() => void} act
 */
function button({ player }, name, act) {
  const made = el("button", { type: "button", class: `boxed ${name}` }, player.text(`submission.${name}`));
  made.addEventListener("click", act);
  return made;
}
