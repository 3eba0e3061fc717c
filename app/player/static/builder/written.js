/** A network as someone has it written: pasted code, and the weights for it in a file. Kept while the drawer is drawn again. */

import { LARGEST, base64Of } from "../core/base64.js";
import { el } from "../core/dom.js";
import { forgetDraft, keepDraft } from "../core/drafts.js";

/** @typedef {import("./builder.js").Building} Building */
/** @typedef {"written" | "values"} Kind */

const DRAFT = "written";
const KINDS = ".safetensors,.npz,.npy,.csv,.json,.txt";

/**
 * @param {Building} building
 * @returns {{element: HTMLElement, end: () => void}}
 */
export function createWritten({ player, say }) {
  const field = el("textarea", {
    rows: 5,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    wrap: "off",
    "data-field": "written.code",
    "aria-label": say("written.code"),
    placeholder: "nn.Sequential(\n    nn.Linear(2, 3), nn.ReLU(),\n    nn.Linear(3, 2))",
  });
  keepDraft(field, DRAFT);
  const refused = el("p", { class: "refused", role: "alert" });
  const remarks = el("div", { role: "status" });
  const open = button(say("written.open"), "written.open", () => {
    refused.textContent = "";
    player.send({ type: "written", text: field.value });
  });
  const file = el("input", { type: "file", accept: KINDS, hidden: true });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (chosen) void takeWeights(chosen);
  });
  const weights = button(say("written.weights"), "written.weights", () => file.click());

  /** @param {File} chosen */
  async function takeWeights(chosen) {
    const facts = { name: chosen.name, size: Math.ceil(chosen.size / 1000), most: LARGEST / 1000 };
    const isLarge = chosen.size > LARGEST;
    const data = isLarge ? null : await base64Of(chosen).catch(() => null);
    if (isLarge) tell(say("written.too_large", facts));
    else if (data === null) tell(player.text("submission.unreadable", facts));
    else player.send({ type: "values", name: chosen.name, data });
  }
  const tell = (/** @type {string} */ sentence) => {
    refused.textContent = sentence;
  };

  const end = player.store.subscribe((state, before) => {
    if (state.answered === before.answered) return;
    const done = state.answered.find(({ type }) => type === "written" || type === "values");
    if (!done) return;
    tell(state.data.design?.refused?.text ?? "");
    remarks.replaceChildren(...(state.data.design?.remarks ?? []).map((said) => el("p", { class: "about" }, said)));
    if (done.type === "written" && !state.data.design?.refused) forgetDraft(DRAFT);
  });
  const element = el(
    "details",
    { class: "pasted-network", open: field.value !== "" },
    el("summary", {}, say("written")),
    field,
    el("p", { class: "about" }, say("written.about")),
    el("div", { class: "chips" }, open, weights, file),
    remarks,
    refused,
  );
  return { element, end };
}

/**
 * @param {string} name
 * @param {string} place
 * @param {() => void} act
 */
function button(name, place, act) {
  const made = el("button", { type: "button", class: "chip", "data-field": place }, name);
  made.addEventListener("click", act);
  return made;
}
