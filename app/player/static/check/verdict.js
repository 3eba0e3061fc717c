/** The verdicts on the values that someone brings: how each looks, on the graph, in a list and in a matrix. */

import { answerTo } from "../core/questions.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Cell} Cell */
/** @typedef {import("../core/types.js").Prose} Prose */
/** @typedef {"right" | "wrong" | "follows" | "convention"} Verdict */
/**
 * @typedef {object} Cause a likely mistake
 * @property {string} name
 * @property {Prose} text
 * @property {string} step in which it was made
 * @property {Record<string, Prose>} wrong the line that has it, for each library
 * @property {Record<string, Prose>} right
 */
/**
 * @typedef {object} Judged what is said of a value
 * @property {Verdict} verdict
 * @property {Cell[][] | null} given
 * @property {Cell[][] | null} expected where it is not the network's own number
 * @property {[number, number][]} wrong_at
 * @property {number} entries
 * @property {string | null} shape
 * @property {string | null} infinite where it is no finite number
 * @property {Cause[]} causes
 */
/** @typedef {{own: string, name: string | null, shape: number[], choices: string[] | null}} Named choices are null where it can be nothing else */
/**
 * @typedef {object} Outcome
 * @property {string} [error]
 * @property {string} [detail]
 * @property {import("./class-table.js").ClassTable | null} [class]
 * @property {import("./iterations.js").Iteration[]} [iterations]
 * @property {{error: string, detail: string}[]} [unread]
 * @property {Named[]} names
 * @property {Record<string, Judged>} values
 * @property {string | null} first
 * @property {string[]} said
 */

/** @type {Record<Verdict, {sign: string, look: "agrees" | "explained" | "differs"}>} */
export const LOOKS = {
  right: { sign: "✓", look: "agrees" },
  wrong: { sign: "✗", look: "differs" },
  follows: { sign: "↳", look: "explained" },
  convention: { sign: "≠", look: "explained" },
};

/**
 * What is said of a value in a few words.
 * @param {Player} player
 * @param {Judged} judged
 */
export function describe(player, { verdict, wrong_at, entries }) {
  if (verdict !== "wrong" || wrong_at.length === 0 || entries === 1) return player.text(`submission.${verdict}`);
  return player.text("submission.wrong_entries", { wrong: wrong_at.length, of: entries });
}

/**
 * The badges of the graph and the timeline.
 * @param {Player} player
 * @param {Outcome | null} outcome
 * @returns {Map<string, import("../explain/badges.js").Badge>}
 */
export function badgesOf(player, outcome) {
  const { names } = player.store.state.structure;
  // What was said of another network may name what this one has not.
  const here = Object.entries(outcome?.values ?? {}).filter(([name]) => name in names);
  return new Map(
    here.map(([name, judged]) => {
      const { sign, look } = LOOKS[judged.verdict];
      return [name, { kind: look, sign, said: `${name}: ${describe(player, judged)}` }];
    }),
  );
}

/**
 * The answer to the question that is open; null while it is on its way.
 * @param {State} state
 * @param {number} id
 * @returns {Outcome | null}
 */
export function outcomeOf(state, id) {
  return answerTo(state, "submission", { id });
}
