/** The box at a matrix's name: copy the whole matrix, paste over it, fill it. */

import { copyText } from "../core/clipboard.js";
import { closeButton, el } from "../core/dom.js";
import { forgetDraft, keepDraft } from "../core/drafts.js";
import { opened } from "../core/layers.js";
import { requestEntries } from "../core/large-values.js";
import { nameOf, shapeOf, summaryOf } from "../core/model.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { FORMS, writeAs } from "./forms.js";
import { isTransposed, LONGEST, sendPaste } from "./paste.js";
import { rowsOf } from "./rows.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").Refusal} Refusal */
/**
 * @typedef {object} Box
 * @property {Player} player
 * @property {string} name of the value
 * @property {boolean} transposed whether it is shown so
 * @property {HTMLElement} element
 * @property {HTMLTextAreaElement} field
 * @property {HTMLElement} said
 * @property {() => void} close
 * @property {() => void} lay puts it beside its button, within the window
 */

const STYLE = await loadSheet("matrix/whole");
const RULES = ["zeros", "ones", "identity", "random"];
const GAP = 6;
const MOST_SEED = 4_294_967_295;

/** The box that is open; one at a time. @type {Box | null} */
let open = null;
/** What random numbers begin with next. */
let seed = 1;

/**
 * @param {Player} player
 * @param {HTMLElement} button at the name of a matrix
 */
export function toggleWhole(player, button) {
  const name = button.closest(".grid")?.getAttribute("data-name") ?? "";
  const isOpen = open?.element.isConnected && open.name === name;
  open?.close();
  if (!isOpen) openBox(player, name, isTransposed(button), button);
}

/**
 * Show a paste that was refused, and why: in the box of its matrix, where it can be mended.
 * @param {Player} player
 * @param {Refusal} refusal
 */
export function showRefused(player, { name, text, typed, pasted }) {
  const button = player.root.querySelector(`.grid[data-name="${CSS.escape(name)}"] .open-whole`);
  if (!open?.element.isConnected || open.name !== name) {
    open?.close();
    openBox(player, name, pasted?.transposed ?? false, button instanceof HTMLElement ? button : null);
  }
  if (!open) return;
  if (typed) {
    open.field.value = typed;
    open.field.dispatchEvent(new Event("input"));
  }
  say(open, text, true);
  // Who types elsewhere meanwhile is not interrupted.
  const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  if (!(focused instanceof HTMLInputElement)) open.field.focus();
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {boolean} transposed
 * @param {HTMLElement | null} button
 */
function openBox(player, name, transposed, button) {
  adoptSheet(player.root, STYLE);
  const { plain, editable, scalar } = nameOf(player.store.state, name);
  const shape = shapeOf(player.store.state, name, transposed);
  const title = [plain, transposed ? "⊤" : "", shape].filter(Boolean).join(" ");
  const element = el("div", {
    class: "whole-box",
    role: "dialog",
    "aria-label": player.text("whole.title", { name: title }),
  });
  const field = el("textarea", {
    class: "boxed",
    rows: 3,
    spellcheck: "false",
    autocomplete: "off",
    placeholder: player.text("whole.field"),
  });
  const said = el("p", { class: "whole-said", role: "status" });
  const end = new AbortController();
  /** @type {Box} */
  const box = { player, name, transposed, element, field, said, close, lay: () => place(player, element, button) };
  const closed = opened(close, button);
  function close() {
    closed();
    const inside = element.matches(":focus-within");
    end.abort();
    element.remove();
    button?.setAttribute("aria-expanded", "false");
    if (inside) button?.focus({ preventScroll: true });
    if (player.store.state.refused?.pasted) player.store.set({ refused: null });
    if (open === box) open = null;
  }
  const canEdit = editable && !player.store.state.data.practice;
  element.append(
    el("h2", {}, title),
    closeButton(player.text("close"), close),
    drawCopies(box),
    ...(canEdit ? [drawPaste(box)] : []),
    ...(canEdit && !scalar ? [drawFills(box)] : []),
    said,
  );
  open = box;
  button?.setAttribute("aria-expanded", "true");
  player.root.append(element);
  box.lay();
  listen(box, button, end.signal);
  /** @type {HTMLElement | null} */ (element.querySelector("section button"))?.focus({ preventScroll: true });
}

/** @param {Box} box */
function drawCopies(box) {
  const { player } = box;
  const buttons = FORMS.map(({ name }) => action(player.text(`whole.form.${name}`), () => copyAs(box, name)));
  return el("section", {}, el("h3", {}, player.text("whole.copy")), el("div", { class: "whole-row" }, ...buttons));
}

/**
 * Copy the matrix; the numbers of a large one are fetched first.
 * @param {Box} box
 * @param {string} form
 */
async function copyAs(box, form) {
  const { player, name, transposed } = box;
  const rows = rowsOf(player.store.state, name, transposed);
  if (!rows && summaryOf(player.store.state, name)) {
    say(box, player.text("whole.fetching"));
    return requestEntries(player, name, () => box.element.isConnected && void copyAs(box, form));
  }
  if (!rows) return say(box, player.text("whole.hidden"));
  const copied = await copyText(writeAs(form, rows));
  const facts = { form: player.text(`whole.form.${form}`), shape: `${rows.length}×${rows[0]?.length ?? 0}` };
  say(box, player.text(copied ? "whole.copied" : "whole.not_copied", facts), !copied);
}

/** @param {string} name of a matrix */
const draftOf = (name) => `paste.${name}`;

/** @param {Box} box */
function drawPaste(box) {
  const { player, field, name, transposed } = box;
  field.setAttribute("aria-label", player.text("whole.paste"));
  keepDraft(field, draftOf(name));
  const put = () => sendPaste(player, { type: "paste", name, text: field.value, transposed });
  field.addEventListener("paste", (event) => {
    const { length } = event.clipboardData?.getData("text/plain") ?? "";
    if (length <= LONGEST) return;
    // A field in which megabytes are laid out holds up the page.
    event.preventDefault();
    say(box, player.text("whole.long", { count: length, most: LONGEST }), true);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    put();
  });
  // The box opens with its first button in focus: a paste there is meant for the field all the same.
  box.element.addEventListener("keydown", ({ key, ctrlKey, metaKey, target }) => {
    if (key === "v" && (ctrlKey || metaKey) && !(target instanceof HTMLInputElement)) field.focus();
  });
  return el(
    "section",
    {},
    el("h3", {}, player.text("whole.paste")),
    field,
    el("p", { class: "whole-hint" }, player.text("whole.hint")),
    el("div", { class: "whole-row" }, action(player.text("whole.put"), put)),
  );
}

/** @param {Box} box */
function drawFills(box) {
  const { player, name } = box;
  const { rows, cols } = nameOf(player.store.state, name);
  const field = el("input", { class: "boxed", type: "number", min: 0, max: MOST_SEED, step: 1, value: seed });
  const code = el("code", {});
  const show = () => (code.textContent = player.text("whole.random.code", { seed, rows, cols }));
  field.addEventListener("input", () => {
    seed = Math.min(MOST_SEED, Math.max(0, Math.trunc(Number(field.value)) || 0));
    show();
  });
  show();
  const buttons = RULES.map((rule) =>
    action(player.text(`whole.fill.${rule}`), () => player.send({ type: "fill", name, rule, seed })),
  );
  return el(
    "section",
    {},
    el("h3", {}, player.text("whole.fill")),
    el("div", { class: "whole-row" }, ...buttons, el("label", {}, player.text("whole.seed"), field)),
    el("p", { class: "whole-hint" }, player.text("whole.random"), " ", code),
  );
}

/**
 * Does a key undo what was done in the box? In a field it undoes what was typed there.
 * @param {KeyboardEvent} event
 */
function isUndo({ key, ctrlKey, metaKey, target }) {
  const isTyped = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  return key.toLowerCase() === "z" && (ctrlKey || metaKey) && !isTyped;
}

/**
 * @param {string} text
 * @param {() => unknown} act
 */
function action(text, act) {
  const button = el("button", { type: "button", class: "boxed" }, text);
  button.addEventListener("click", () => void Promise.resolve(act()).catch(console.error));
  return button;
}

/**
 * @param {Box} box
 * @param {string} sentence
 * @param {boolean} [isWrong]
 */
function say({ said, element, field, lay }, sentence, isWrong = false) {
  said.textContent = sentence;
  said.classList.toggle("wrong", isWrong);
  field.setAttribute("aria-invalid", String(isWrong));
  // The sentence may need another line: the box stays within the window.
  lay();
  element.scrollTop = element.scrollHeight;
}

/**
 * @param {Box} box
 * @param {HTMLElement | null} button
 * @param {AbortSignal} signal
 */
function listen(box, button, signal) {
  const { player, element, close, name, field } = box;
  for (const type of ["keydown", "keyup", "keypress"])
    element.addEventListener(type, (event) => {
      if (!(event instanceof KeyboardEvent) || isUndo(event)) return;
      // What else is typed here means nothing to the player.
      event.stopPropagation();
    });
  document.addEventListener(
    "pointerdown",
    (event) => {
      const path = event.composedPath();
      if (!path.includes(element) && !(button && path.includes(button))) close();
    },
    { signal },
  );
  const unsubscribe = player.store.subscribe((state, before) => {
    if (state.structure !== before.structure || state.cursor !== before.cursor) return close();
    const done = state.answered !== before.answered ? state.answered[0] : undefined;
    if ((done?.type !== "paste" && done?.type !== "fill") || done.name !== name || state.refused?.pasted) return;
    if (done.type === "paste" && done.text === field.value) {
      field.value = "";
      forgetDraft(draftOf(name));
    }
    say(box, player.text(`whole.done.${done.type}`));
  });
  signal.addEventListener("abort", unsubscribe);
  player.signal.addEventListener("abort", close, { signal });
}

/**
 * Place the box beside its matrix, where there is room; on a phone at the left, over it.
 * @param {Player} player
 * @param {HTMLElement} element
 * @param {HTMLElement | null} button
 */
function place(player, element, button) {
  const root = player.root.getBoundingClientRect();
  const at = (button?.closest(".grid") ?? player.root).getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const farthest = Math.min(root.right, innerWidth) - width - GAP;
  const sides = [at.right + GAP, at.left - width - GAP].filter((left) => left >= GAP && left <= farthest);
  const lowest = Math.min(root.bottom, innerHeight) - height - GAP;
  element.style.left = `${(sides[0] ?? Math.max(GAP, farthest)) - root.left}px`;
  element.style.top = `${Math.max(GAP, Math.min(at.top, lowest)) - root.top}px`;
}
