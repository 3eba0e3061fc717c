/** What outlives a mount: the structures that Python need not send again, and the step where the cursor stood. */

/** @typedef {import("./types.js").Structure} Structure */

const MOST = 4;
/** @type {Map<string, Structure>} */
const structures = new Map();
let lastStep = "";

/**
 * @param {import("./types.js").Data} data
 * @returns {Structure | null}
 */
export function remember(data) {
  const structure = data.structure ?? structures.get(data.program) ?? null;
  if (structure) keep(data.program, structure);
  return structure;
}

/**
 * Another language, another activation: whoever looked at `gradW2` goes on looking at `gradW2`.
 * @param {Structure} structure
 */
export function rememberedCursor(structure) {
  return Math.max(0, structure.steps.findIndex(({ name }) => name === lastStep));
}

/** @param {string} name */
export function rememberStep(name) {
  lastStep = name;
}

/**
 * The last few only, the newest at the end.
 * @param {string} program
 * @param {Structure} structure
 */
function keep(program, structure) {
  structures.delete(program);
  structures.set(program, structure);
  const [oldest] = structures.keys();
  if (structures.size > MOST && oldest !== undefined) structures.delete(oldest);
}
