/**
 * The choices in the builder: those that the server sent, overlaid by changes that it has not answered or has refused.
 * Only changes are sent, so that a network which was just opened and is not known here yet keeps its other choices.
 */

/** @typedef {import("../core/types.js").Choices} Choices */
/** @typedef {import("../core/types.js").Player} Player */
/**
 * @typedef {object} Draft
 * @property {() => Choices} present
 * @property {(change: Partial<Choices>) => void} change
 * @property {(name: string) => void} begin
 * @property {(field: string) => string | null} refusal the sentence for a field that was refused
 */

/**
 * @param {Player} player
 * @returns {Draft}
 */
export function createDraft(player) {
  /** @type {Partial<Choices> | null} */
  let unanswered = null;
  const known = () => player.store.state.data.design;
  player.store.subscribe((state, before) => {
    if (state.answered === before.answered || state.data.design?.refused) return;
    if (state.answered.some(({ type }) => type !== "edit") && state.waits === 0) unanswered = null;
  });
  return {
    present() {
      const design = known();
      if (!design) throw new Error("a lesson has no design");
      return /** @type {Choices} */ ({ ...design, ...unanswered });
    },
    change(change) {
      unanswered = { ...unanswered, ...change };
      player.send({ type: "design", design: unanswered });
    },
    begin(name) {
      unanswered = null;
      player.send({ type: "preset", name });
    },
    refusal(field) {
      const refused = known()?.refused;
      return unanswered && refused && refused.field === field ? refused.text : null;
    },
  };
}
