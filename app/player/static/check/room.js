/** The room in which someone's own numbers are compared with the network: beside the player, which has the marks. */

import { putBeside } from "../core/beside.js";
import { focusedElement } from "../core/dom.js";
import { ask } from "../core/questions.js";
import { adoptSheet, loadSheet } from "../core/sheets.js";
import { createBring, takeFiles } from "./bring.js";
import { isEmpty, isUnchanged, keepBrought, readBrought } from "./brought.js";
import { createExample } from "./example.js";
import { createFrame } from "./frame.js";
import { nextNumber } from "./number.js";
import { createSaying } from "./saying.js";
import { badgesOf, outcomeOf } from "./verdict.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("./brought.js").Brought} Brought */
/** @typedef {import("./verdict.js").Outcome} Outcome */
/**
 * @typedef {object} Room
 * @property {Player} player
 * @property {Brought} brought
 * @property {() => boolean} isEmpty whether nothing is brought
 * @property {(change: Partial<Brought>) => void} bring
 * @property {(own: string, name: string) => void} choose what one of the names stands for
 * @property {() => void} askExample fill in an example with a mistake
 * @property {(name: string) => void} go to the step of a value
 * @property {(sentence: string) => void} say
 * @property {() => HTMLTextAreaElement} field
 */

const STYLE = await loadSheet("check/check");
/** Where the room is no column, but a row with a drawer: the same width as in `check.css`. */
const NARROW = "(width < 1240px)";

/** The room that is open. @type {WeakMap<Player, Room>} */
const rooms = new WeakMap();

/**
 * @param {Player} player
 * @returns {import("../explain/overlay.js").Strip}
 */
export function createRoom(player) {
  adoptSheet(player.root, STYLE);
  let id = 0;
  /** @type {Outcome | null} */
  let shown = null;
  let laidOn = player.store.state.structure;
  /** @type {Room} */
  const room = {
    player,
    brought: readBrought(),
    isEmpty: () => isEmpty(room.brought),
    bring(change) {
      if (isUnchanged(room.brought, change)) return;
      room.brought = { ...room.brought, ...change };
      room.say(keepBrought(room.brought) ? "" : player.text("submission.unkept"));
      send();
    },
    choose: (own, name) => room.bring({ chosen: { ...room.brought.chosen, [own]: name } }),
    askExample: () => example.ask(),
    go(name) {
      if (matchMedia(NARROW).matches) open(false);
      player.visit(name);
    },
    say(sentence) {
      said.textContent = sentence;
    },
    field() {
      open(true);
      return bring.field;
    },
  };
  rooms.set(player, room);
  const example = createExample(player, room.bring);
  const bring = createBring(room);
  const close = () => player.store.set({ overlay: null });
  const frame = createFrame(player, bring.element, close);
  const { element, said, outcome, open } = frame;
  const saying = createSaying(room, frame);

  function send() {
    if (end.signal.aborted) return;
    id = nextNumber();
    bring.show();
    if (room.isEmpty()) ask(player, "submission", null);
    else ask(player, "submission", { id, ...room.brought });
    draw();
  }
  const draw = () => {
    const { state } = player.store;
    const found = room.isEmpty() ? null : outcomeOf(state, id);
    outcome.toggleAttribute("data-waits", !room.isEmpty() && !found);
    // What was said of another network does not hold.
    const isOther = state.structure !== laidOn;
    laidOn = state.structure;
    if (found || room.isEmpty() || state.data.practice || isOther) lay(found);
    saying.show(shown);
  };
  /**
   * Lay a verdict over the graph and the numbers. During a practice there is none: it would give the answer away.
   * @param {Outcome | null} found
   */
  function lay(found) {
    if (found === shown) return;
    shown = found;
    player.store.set({ overlay: { kind: "submission", values: found?.values ?? {} } });
  }

  keepKeys(element);
  const takeAway = putBeside(player, "submission", element, close);
  const end = new AbortController();
  player.signal.addEventListener("abort", () => end.abort(), { signal: end.signal });
  takeDrops(room, end.signal);
  open(room.isEmpty());
  player.root.addEventListener("pointerdown", () => matchMedia(NARROW).matches && open(false), { signal: end.signal });
  // Whoever comes by the link has something to paste.
  const isAsked = !matchMedia(NARROW).matches && focusedElement()?.closest(".pages");
  queueMicrotask(() => {
    send();
    if (isAsked) bring.field.focus({ preventScroll: true });
  });
  return {
    element: null,
    show() {
      example.take();
      draw();
    },
    badges: () => badgesOf(player, shown?.error ? null : shown),
    close() {
      end.abort();
      ask(player, "submission", null);
      example.close();
      takeAway();
    },
  };
}

/**
 * Put the beginning of a line into the field, with the cursor behind it; a line that begins so is taken up again.
 * @param {Player} player
 * @param {string} start
 */
export function beginWith(player, start) {
  const field = rooms.get(player)?.field();
  if (!field) return;
  const { value } = field;
  const at = `\n${value}`.indexOf(`\n${start}`);
  const end = value.indexOf("\n", at + start.length);
  if (at < 0) field.value = `${value}${value && !value.endsWith("\n") ? "\n" : ""}${start}`;
  const place = at < 0 || end < 0 ? field.value.length : end;
  field.focus();
  field.setSelectionRange(place, place);
}

/**
 * What is typed here means nothing to the player.
 * @param {HTMLElement} element
 */
function keepKeys(element) {
  for (const type of ["keydown", "keyup", "keypress"])
    element.addEventListener(type, (event) => event.stopPropagation());
}

/**
 * While the room is open, files that are dropped on the page are numbers, and no work to open.
 * @param {Room} room
 * @param {AbortSignal} signal
 */
function takeDrops(room, signal) {
  addEventListener(
    "drop",
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void takeFiles(room, files);
    },
    { capture: true, signal },
  );
}
