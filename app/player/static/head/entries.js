/** What the menu offers: a new entry is a row here, and its words. */

import * as icons from "../core/icons.js";
import { togglePresenting } from "../present/key.js";
import { openHelp } from "../step/help.js";
import { startTour } from "../tour/later.js";
import { askAndForget } from "./forget.js";
import { pickFile, saveFile } from "./file.js";
import { copyLink, showCode } from "./link.js";

/** @typedef {import("./menu.js").Menu} Menu */
/**
 * @typedef {object} Entry
 * @property {string} name of its words
 * @property {string} path of its icon
 * @property {string} [cap] the key that does the same
 * @property {boolean} [stays] whether the menu stays open, to say what was done
 * @property {(menu: Menu) => unknown} act
 */

/** @type {readonly (readonly Entry[])[]} */
export const ENTRIES = [
  [
    { name: "present", path: icons.SCREEN, cap: "P", act: ({ player }) => togglePresenting(player) },
    { name: "around", path: icons.AROUND, act: ({ player }) => startTour(player) },
    { name: "keys", path: icons.KEYS, cap: "?", act: ({ player }) => openHelp(player) },
  ],
  [
    { name: "link", path: icons.LINK, stays: true, act: copyLink },
    { name: "code", path: icons.QR, act: showCode },
    { name: "save", path: icons.SAVE, act: saveFile },
    { name: "open", path: icons.OPEN, act: pickFile },
  ],
  [
    { name: "reset", path: icons.UNDO, act: ({ player }) => player.send({ type: "reset" }) },
    { name: "anew", path: icons.ANEW, act: ({ player }) => player.startAnew() },
    { name: "forget", path: icons.FORGET, act: askAndForget },
  ],
];
