/** The charts that modules draw by themselves, by their names: a new one is a module and an entry here. */

import { createEntries } from "./entries.js";
import { createDrawing } from "./drawing.js";
import { createMistakes } from "./mistakes.js";
import { createNeurons } from "./neurons.js";
import { createSamples } from "./samples.js";

/** @typedef {import("../types.js").Drawn} Drawn */
/** @typedef {import("../types.js").Room} Room */
/** @typedef {import("../run.js").Run} Run */

/** @type {Record<string, (room: Room, run: Run, turned: () => void) => Drawn>} */
const CHARTS = {
  entries: createEntries,
  neurons: createNeurons,
  samples: createSamples,
  mistakes: createMistakes,
  drawn: createDrawing,
};

/**
 * @param {string} name
 * @param {Room} room
 * @param {Run} run
 * @param {() => void} turned is told that something else is looked at
 * @returns {Drawn}
 */
export function createDrawn(name, room, run, turned) {
  const create = CHARTS[name];
  if (!create) throw new Error(`no chart is called ${name}`);
  return create(room, run, turned);
}
