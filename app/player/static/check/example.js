/** An example with a mistake, which the server makes: it is asked for, and brought when it has come. */

import { ask } from "../core/questions.js";
import { nextNumber } from "./number.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("./brought.js").Brought} Brought */

/**
 * @param {Player} player
 * @param {(brought: Brought) => void} bring
 */
export function createExample(player, bring) {
  /** The number of the question; 0 where none is open. */
  let asked = 0;
  return {
    ask() {
      asked = nextNumber();
      ask(player, "wrong_example", { id: asked });
    },
    /** Bring it, if it has come. */
    take() {
      const found = asked ? player.store.state.data.answers["wrong_example"] : null;
      if (found?.question.id !== asked) return;
      asked = 0;
      ask(player, "wrong_example", null);
      bring({ text: found.text, files: [], chosen: {}, at: "" });
    },
    close: () => ask(player, "wrong_example", null),
  };
}
