/** The signs of the verdicts on a gradient. Their words are the texts `player.verdict.…`. */

/** @typedef {"agrees" | "convention" | "kink" | "step" | "unconventional" | "infinite" | "differs"} Verdict */

/** @type {Record<Verdict, string>} */
export const SIGNS = {
  agrees: "✓",
  convention: "≠",
  kink: "≠",
  step: "≠",
  unconventional: "✗",
  infinite: "?",
  differs: "✗",
};

/**
 * Say how a verdict looks: as one of three.
 * @param {Verdict} verdict
 * @returns {"agrees" | "explained" | "differs"}
 */
export function lookOf(verdict) {
  return verdict === "agrees" ? "agrees" : SIGNS[verdict] === "✗" ? "differs" : "explained";
}
