/** What is chosen: as Python has it, or as it was just put together and Python has not answered yet, or has refused. */

/** @typedef {import("../types.js").Choices} Choices */
/** @typedef {import("../types.js").Player} Player */
/**
 * @typedef {object} Draft
 * @property {() => Choices} present
 * @property {(change: Partial<Choices>) => void} change
 * @property {(name: string) => void} begin
 * @property {(field: string) => string | null} refusal the sentence for a field that was refused
 */

const KEYS = /** @type {const} */ (["inputs", "layers", "loss", "penalty", "optimizer", "decay", "training", "conventions", "batch", "single", "data", "start", "seed", "dead"]);

/**
 * @param {Player} player
 * @returns {Draft}
 */
export function createDraft(player) {
  /** @type {Choices | null} */
  let asked = null;
  const known = () => player.store.state.data.design;
  player.store.subscribe((state, before) => {
    if (state.data !== before.data && !state.data.design?.refused && state.data.reply.id !== before.data.reply.id) asked = null;
  });
  return {
    present() {
      const design = known();
      if (!design) throw new Error("a lesson has no design");
      return asked ?? chosen(design);
    },
    change(change) {
      asked = { ...this.present(), ...change };
      player.send({ type: "design", design: asked });
    },
    begin(name) {
      asked = null;
      player.send({ type: "preset", name });
    },
    refusal(field) {
      const refused = known()?.refused;
      return asked && refused && (refused.field === field) ? refused.text : null;
    },
  };
}

/**
 * @param {Choices} design
 * @returns {Choices}
 */
function chosen(design) {
  return /** @type {Choices} */ (Object.fromEntries(KEYS.map((key) => [key, design[key]])));
}
