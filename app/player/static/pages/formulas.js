/** The room of formulas: one is typed, its gradient is derived line by line and checked; the address holds it. */

import { createChoice } from "../core/choice.js";
import { el } from "../core/dom.js";
import { forgetDraft } from "../core/drafts.js";
import { drawLines, drawResult } from "../formula/lines.js";
import { drawForm, drawProof, drawRefusal } from "../formula/panel.js";
import { drawReading } from "../formula/reading.js";
import { addressOf, readAddress } from "./formula-address.js";
import { createShapes } from "./shapes.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./formula-address.js").OwnFormula} OwnFormula */
/** @typedef {import("../core/types.js").Panel} Panel */
/**
 * @typedef {object} Room
 * @property {Page} page
 * @property {OwnFormula} own what is shown
 * @property {(own: Partial<OwnFormula>) => void} show another one, in the address too
 */

/** What the field of the formula is for. */
const DRAFT = "formula.own";

/**
 * @param {Page} page
 * @param {{examples: [string, string][], functions: string[]}} offered
 */
export function createFormulas(page, { examples, functions }) {
  const [formula = "", by = ""] = examples[0] ?? [];
  const usual = { formula, by, shapes: {} };
  /** @type {Room} */
  const room = { page, own: readAddress(location.search) ?? usual, show: (own) => turnTo(room, own, draw) };
  const form = el("div", { class: "own-formula" });
  const outcome = el("div", { class: "outcome", "aria-live": "polite" });
  const draw = () => void derive(room, form, outcome);
  addEventListener(
    "popstate",
    () => {
      const asked = readAddress(location.search);
      if (!asked || !location.pathname.endsWith("/formulas")) return;
      room.own = asked;
      forgetDraft(DRAFT);
      draw();
    },
    { signal: page.signal },
  );
  draw();
  return el(
    "main",
    { class: "formulas" },
    el("h1", {}, page.text("formulas.title")),
    el("p", { class: "about" }, page.text("formulas.about")),
    el("div", { class: "typed" }, form, outcome),
    el("aside", {}, drawExamples(room, examples), drawHelp(page, functions)),
  );
}

/**
 * @param {Room} room
 * @param {Partial<OwnFormula>} own
 * @param {() => void} draw
 */
function turnTo(room, own, draw) {
  if (own.formula !== undefined) forgetDraft(DRAFT);
  room.own = { ...room.own, ...own };
  const address = addressOf(room.own, room.page.given.lang);
  if (address !== location.search) history.pushState(history.state, "", address);
  draw();
}

/** The number of the last request: an answer to an earlier one comes too late. */
let asked = 0;

/**
 * Ask for the gradient, and draw the form and what was answered.
 * @param {Room} room
 * @param {HTMLElement} form
 * @param {HTMLElement} outcome
 */
async function derive(room, form, outcome) {
  const { page } = room;
  const number = (asked += 1);
  outcome.toggleAttribute("data-waits", true);
  const panel = await ask(room).catch((/** @type {unknown} */ error) => {
    console.error(error);
    return null;
  });
  if (number !== asked || page.signal.aborted) return;
  outcome.toggleAttribute("data-waits", false);
  if (!panel) return outcome.replaceChildren(el("p", { class: "misfit", role: "alert" }, page.text("formulas.failed")));
  if (panel.error) return outcome.replaceChildren(el("p", { class: "misfit", role: "alert" }, panel.error.text));
  drawTyped(room, form, panel);
  outcome.replaceChildren(...drawOutcome(page, panel).filter((part) => part !== null));
}

/**
 * @param {Room} room
 * @returns {Promise<Panel>}
 */
async function ask({ own, page }) {
  const body = JSON.stringify({ ...own, lang: page.given.lang });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(new URL("derive", document.baseURI), { method: "POST", headers, body });
  return answer.json();
}

/**
 * Draw the field, the names by which it can be differentiated, and their shapes; what is being typed stays.
 * @param {Room} room
 * @param {HTMLElement} form
 * @param {Panel} panel
 */
function drawTyped(room, form, panel) {
  const { page, own } = room;
  /** @type {{name: string, shape: (string | number)[]}[]} */
  const names = panel.names;
  const focused = form.querySelector(":focus");
  const field = focused instanceof HTMLInputElement ? focused.name : "";
  const checked = focused?.getAttribute("role") === "radio";
  const choice = createChoice(
    page.text("formulas.by"),
    names.map(({ name }) => ({ value: name, text: name })),
    (by) => room.show({ by }),
  );
  choice.show(panel.wrt);
  const by = el("div", { class: "by" }, el("span", {}, page.text("formulas.by")), choice.element);
  const shapes = createShapes(page, names, own.shapes, (typed) => room.show({ shapes: typed }));
  const send = (/** @type {string} */ formula) => room.show({ formula, by: own.by, shapes: own.shapes });
  form.replaceChildren(
    drawForm(sayOf(page), { name: "formula", formula: own.formula, draft: DRAFT }, names.length > 0 ? by : "", send),
    names.length > 0 ? shapes : "",
  );
  const again = field ? form.querySelector(`input[name="${field}"]`) : form.querySelector('[aria-checked="true"]');
  if ((field || checked) && again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * @param {Page} page
 * @param {Panel} panel
 */
function drawOutcome(page, panel) {
  const say = sayOf(page);
  if (panel.refused) return drawRefusal(say, panel);
  return [
    drawResult(panel.result),
    panel.code ? el("code", { class: "code" }, panel.code) : null,
    // The shapes that were guessed stand beside the formula, where they can be changed.
    ...drawReading(say, { ...panel, guessed: [] }, () => undefined),
    drawProof(say, panel),
    el("h2", {}, page.text("formulas.lines")),
    drawLines(panel),
  ];
}

/**
 * The words of the box of a formula, which stands in lessons, too.
 * @param {Page} page
 */
function sayOf(page) {
  return (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
    page.text(`lesson.${key}`, values);
}

/**
 * @param {Room} room
 * @param {[string, string][]} examples
 */
function drawExamples(room, examples) {
  const { page } = room;
  const links = examples.map(([formula, by]) => {
    const own = { formula, by, shapes: {} };
    const link = el("a", { class: "boxed", href: addressOf(own, page.given.lang) }, formula);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      room.show(own);
    });
    return el("li", {}, link);
  });
  return el("section", { class: "examples" }, el("h2", {}, page.text("formulas.examples")), el("ul", {}, ...links));
}

/**
 * @param {Page} page
 * @param {string[]} functions
 */
function drawHelp(page, functions) {
  const signs = ["a'", "A * B", "A .* B", "A + B", "x ^ 2", "A / 2"];
  return el(
    "details",
    { class: "writing" },
    el("summary", {}, page.text("formulas.writing")),
    el("p", {}, page.text("formulas.names")),
    el("p", {}, ...signs.flatMap((sign) => [el("code", {}, sign), " "])),
    el("p", {}, ...functions.flatMap((name) => [el("code", {}, `${name}()`), " "])),
  );
}
