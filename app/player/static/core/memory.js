/** What outlives a mount: the structures that Python need not send again, and the step where the cursor stood. */

/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {import("./types.js").Content} Content */

const MOST = 4;
/** @type {Map<string, Structure>} */
const structures = new Map();
/** The words of the player, by language. @type {Map<string, Record<string, string>>} */
const words = new Map();
/** @type {Map<string, Content>} */
const lessons = new Map();
let lastStep = "";
let lastStop = "";
/** @type {{number: number, values: import("./types.js").Values} | null} */
let numbers = null;

/**
 * The words come with each structure, and are the same until another language is chosen. A structure that comes
 * again stays the one that is drawn, so that nothing is drawn anew and a focused cell keeps the focus.
 * @param {import("./types.js").Data} data
 * @returns {Structure | null}
 */
export function rememberStructure(data) {
  if (data.text) words.set(data.lang, data.text);
  const structure = structures.get(data.program) ?? data.structure ?? null;
  if (structure) keep(structures, data.program, structure);
  return words.has(data.lang) ? structure : null;
}

/** @param {string} lang */
export function wordsIn(lang) {
  return words.get(lang) ?? {};
}

/**
 * Another language, another activation: whoever looked at `gradW2` goes on looking at `gradW2`.
 * @param {Structure} structure
 */
export function rememberedCursor(structure) {
  return Math.max(
    0,
    structure.steps.findIndex(({ name }) => name === lastStep),
  );
}

/** @param {string} name */
export function rememberStep(name) {
  lastStep = name;
}

/**
 * @param {import("./types.js").Data} data
 * @returns {Content | null} null where there is none, or where it has to be sent again
 */
export function rememberLesson({ lesson }) {
  if (!lesson) return null;
  const content = lesson.content ?? lessons.get(lesson.id) ?? null;
  if (content) keep(lessons, lesson.id, content);
  return content;
}

/**
 * Whoever comes to a stop goes to its step; whoever is at it already stays where they stepped.
 * @param {string} stop
 * @returns {boolean} is it another stop than the last one?
 */
export function rememberStop(stop) {
  const other = stop !== lastStop;
  lastStop = stop;
  return other;
}

/**
 * The last few only, the newest at the end.
 * @template Kept
 * @param {Map<string, Kept>} among
 * @param {string} id
 * @param {Kept} kept
 */
function keep(among, id, kept) {
  among.delete(id);
  among.set(id, kept);
  const [oldest] = among.keys();
  if (among.size > MOST && oldest !== undefined) among.delete(oldest);
}

/**
 * Numbers are sent once; an answer that has none is about those that are here.
 * @param {import("./types.js").Data} data
 * @returns {boolean} are they here? They stand in the data then.
 */
export function rememberNumbers(data) {
  if (data.values) numbers = { number: data.number, values: data.values };
  if (numbers?.number !== data.number) return false;
  data.values = numbers.values;
  return true;
}
