/** The row above everything: what is open, the other pages, the language and the menu. */

import { el, icon } from "../core/dom.js";
import { PREVIOUS } from "../core/icons.js";
import { openButton } from "./button.js";
import { createLanguages } from "./languages.js";
import { drawLogo } from "./logo.js";
import { createNetwork, enableCrowding } from "./network.js";
import { drawPages } from "./pages.js";
import { enableParts } from "./parts.js";

/** @typedef {import("../core/types.js").Player} Player */

/**
 * @param {Player} player
 * @returns {HTMLElement}
 */
export function createHead(player) {
  const head = el(
    "header",
    { class: "head with-about", lang: player.root.lang },
    drawLogo(),
    player.store.state.lesson ? null : el("h1", { class: "brand" }, player.text("head.title")),
    drawPages(player),
    player.store.state.lesson ? drawLesson(player, player.store.state.lesson) : createNetwork(player),
    el("div", { class: "head-end" }, createLanguages(player, player.store.state.data.lang), openButton(player)),
  );
  enableParts(player, head);
  enableCrowding(player, head);
  takeFiles(player);
  return head;
}

/**
 * Draw the way back, the title of the lesson, and its line about the notation.
 * @param {Player} player
 * @param {import("../core/types.js").Content} lesson
 */
function drawLesson(player, lesson) {
  const name = player.text("head.leave");
  const back = el(
    "button",
    { type: "button", class: "head-button leave", title: player.text("head.leave.hint"), "aria-label": name },
    icon(PREVIOUS),
    el("span", {}, name),
  );
  back.addEventListener("click", () => player.send({ type: "leave" }));
  return el(
    "div",
    { class: "head-about of-lesson" },
    back,
    el("h1", { title: lesson.title }, lesson.title),
    el("p", { title: lesson.line }, lesson.line),
  );
}

/**
 * Open a file that is dropped anywhere on the page.
 * @param {Player} player
 */
function takeFiles(player) {
  const { signal } = player;
  document.addEventListener("dragover", (event) => hasFile(event) && event.preventDefault(), { signal });
  document.addEventListener(
    "drop",
    (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      import("./file.js").then(({ openFile }) => openFile(player, file), console.error);
    },
    { signal },
  );
}

/** @param {DragEvent} event */
function hasFile(event) {
  return event.dataTransfer?.types.includes("Files");
}
