/** What is remembered from one mount of the player to the next: structures, words, lessons, numbers, the last step. */

/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {import("./types.js").Content} Content */
/** @typedef {{lesson: string, stop?: string, step: string}} Asked */

const MOST = 4;
/** @type {Map<string, Structure>} */
const structures = new Map();
/** The words of the player, by language. @type {Map<string, Record<string, string>>} */
const words = new Map();
/** @type {import("./types.js").ViewKeys} */
let keysOfView = {};
/** @type {Map<string, Content>} */
const lessons = new Map();
let lastLesson = "";
let lastStep = "";
let lastStop = "";
/** The step that was asked for, and the stop at which it is; without one, the first of the lesson. @type {Asked | null} */
let asked = null;
/** @type {{number: string, values: import("./types.js").Values} | null} */
let numbers = null;

/**
 * Remember the structure and the words that were sent, and return the structure. Words come with each structure. A
 * known structure stays the same object, so that nothing is drawn again and a focused cell keeps the focus.
 * @param {import("./types.js").Data} data
 * @returns {Structure | null}
 */
export function rememberStructure(data) {
  if (data.text) words.set(data.lang, data.text);
  keysOfView = data.view ?? keysOfView;
  const structure = structures.get(data.program) ?? data.structure ?? null;
  if (structure) keep(structures, data.program, structure);
  return words.has(data.lang) ? structure : null;
}

/** How each part of a view is written in an address, and what is usual. */
export function viewKeys() {
  return keysOfView;
}

/** @param {string} lang */
export function wordsIn(lang) {
  return words.get(lang) ?? {};
}

/** The name of the last step: in another language or network the person stays at `gradW2`. */
export function rememberedStep() {
  return lastStep;
}

/** @param {string} name */
export function rememberStep(name) {
  lastStep = name;
}

/**
 * @param {import("./types.js").Data} data
 * @returns {Content | null} null without a lesson, or if it has to be sent again
 */
export function rememberLesson({ lesson }) {
  if (!lesson) return null;
  const content = lesson.content ?? lessons.get(lesson.id) ?? null;
  if (content) keep(lessons, (lastLesson = lesson.id), content);
  return content;
}

/**
 * What is known here, and need not be sent again.
 * @param {string} lang
 */
export function knownHere(lang) {
  return {
    structures: [...structures.keys()],
    numbers: numbers?.number ?? "",
    lesson: lastLesson,
    words: words.has(lang) ? lang : "",
  };
}

/**
 * Remember a stop. Only a new stop moves the cursor.
 * @param {string} stop
 * @returns {boolean} whether it is another stop than before
 */
export function rememberStop(stop) {
  const other = stop !== lastStop;
  lastStop = stop;
  return other;
}

/**
 * Ask for a step to begin at where a stop is shown next, which is not always the stop's own.
 * @param {Asked} next its step is empty for the stop's own
 */
export function askForStep(next) {
  asked = next;
}

/**
 * The step that was asked for at a stop, once; empty where none was.
 * @param {string} lesson
 * @param {string} stop
 */
export function takeAskedStep(lesson, stop) {
  if (asked?.lesson !== lesson || (asked.stop && asked.stop !== stop)) return "";
  const { step } = asked;
  asked = null;
  return step;
}

/**
 * Keep the newest few entries of a map, the newest at the end.
 * @template Kept
 * @param {Map<string, Kept>} map
 * @param {string} id
 * @param {Kept} item
 */
function keep(map, id, item) {
  map.delete(id);
  map.set(id, item);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}

/**
 * Remember the numbers that were sent, and put them into data that have none. False if the numbers of these data are
 * not known here.
 * @param {import("./types.js").Data} data
 * @returns {boolean} whether the data have numbers now
 */
export function rememberNumbers(data) {
  if (data.values) numbers = { number: data.number, values: data.values };
  if (numbers?.number !== data.number) return false;
  data.values = numbers.values;
  return true;
}
