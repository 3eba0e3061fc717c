/** How a view is written, as the server says it with the words. */

import process from "node:process";

import { rememberStructure } from "../../../app/player/static/core/memory.js";

/** `{"step": ["step", ""], "speed": ["speed", 1, {"0.5": "0_5"}], ...}`, from `app/work/view_address.py`. */
export const VIEW_KEYS = JSON.parse(process.env.VIEW_KEYS);

/** Let the player know them. */
export function tellViewKeys() {
  rememberStructure({ lang: "en", text: {}, view: VIEW_KEYS, program: "p", structure: {} });
}
