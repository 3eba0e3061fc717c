/**
 * Fetch what is opened later while nothing else is to do: then it is there when the network is not. Every module that
 * is imported when it is first opened is a row here.
 */

/** @type {readonly (() => Promise<unknown>)[]} */
const PARTS = [
  () => import("./graph/neurons.js"),
  () => import("./graph/matrices.js"),
  () => import("./graph/details.js"),
  () => import("./graph/notation.js"),
  () => import("./explain/drawer.js"),
  () => import("./explain/overlay.js"),
  () => import("./check/room.js"),
  () => import("./check/another.js"),
  () => import("./explain/view-menu.js"),
  () => import("./explain/number-style.js"),
  () => import("./explain/jacobian-dialog.js"),
  () => import("./matrix/settings.js"),
  () => import("./matrix/whole.js"),
  () => import("./head/menu.js"),
  () => import("./head/file.js"),
  () => import("./tour/tour.js"),
  () => import("./present/presenter.js"),
  () => import("./practise/menu.js"),
  () => import("./practise/practice.js"),
  () => import("./lesson/lesson.js"),
  () => import("./large/view.js"),
];
/** Milliseconds between two looks whether Streamlit has come, and after it has: what the person does goes first. */
const LOOK = 500;
const AFTER = 2000;
/** So many looks; it may never come. */
const MOST = 40;
/** The place of the player until Streamlit has come. */
const FIRST_PLACE = "#first";

/**
 * Fetch all of it, one after the other. What fails is tried again when the network is back.
 * @param {string} lang in which the builder's choices are told
 */
export async function fetchAhead(lang) {
  const parts = [...PARTS, () => import("./builder/builder.js").then(({ fetchOffer }) => fetchOffer(lang))];
  await streamlitIsThere();
  for (const part of parts) {
    await idle();
    try {
      await part();
    } catch {
      addEventListener("online", () => void fetchAhead(lang), { once: true });
      return;
    }
  }
}

async function streamlitIsThere() {
  for (let k = 0; k < MOST && document.querySelector(FIRST_PLACE); k += 1) await pause(LOOK);
  await pause(AFTER);
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @returns {Promise<void>} */
function idle() {
  return new Promise((resolve) => {
    // Safari has no such call.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 5000 });
    else setTimeout(resolve, 50);
  });
}
