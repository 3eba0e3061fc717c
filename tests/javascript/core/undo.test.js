/** Undo is a list of works: what a change replaced, in the network or in the lesson in which it was made. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING, canTurnBack, remember, turnBack } from "../../../app/player/static/core/undo.js";

const EDIT = { type: "edit" };
const DESIGN = { inputs: 2 };

/** A network in which one number was typed. */
const own = (typed, others = {}) => ({
  version: 1,
  design: DESIGN,
  iterations: [[["X", 0, 0, typed]]],
  view: {},
  ...others,
});
/** The same network beside a lesson, in whose scene a number was typed. */
const inside = (lesson, typed) => own(0, { place: { lesson, stop: "a", scenes: { s: [[["x", 0, 0, typed]]] } } });

/** A work as it is shown: in a lesson with its only scene. */
const at = (work) => ({ work, scene: work.place ? "s" : "" });

/** The work and its history after one change after the other. */
function after(works, change = EDIT) {
  let history = NOTHING;
  for (const [k, work] of works.slice(1).entries()) history = remember(history, change, at(works[k]), at(work));
  return { work: works.at(-1), history };
}

/** Undo or redo as often as is said. */
function turned({ work, history }, ...ways) {
  for (const way of ways) ({ work, history } = turnBack(history, way, at(work)) ?? { work, history });
  return { work, history };
}

test("what was undone can be done again", () => {
  const [one, two, three] = [1, 2, 3].map((typed) => own(typed));
  const done = after([one, two, three]);
  assert.deepEqual(canTurnBack(done.history, at(three)), { undo: true, redo: false });
  assert.deepEqual(turned(done, "undo").work, two);
  assert.deepEqual(turned(done, "undo", "undo").work, one);
  assert.deepEqual(canTurnBack(turned(done, "undo", "undo").history, at(one)), { undo: false, redo: true });
  assert.deepEqual(turned(done, "undo", "undo", "redo").work, two);
  assert.deepEqual(turned(done, "undo", "undo", "redo", "redo"), done);
});

test("with nowhere to go nothing is undone", () => {
  assert.equal(turnBack(NOTHING, "undo", at(own(1))), null);
  assert.equal(turnBack(after([own(1), own(2)]).history, "redo", at(own(2))), null);
});

test("another change takes the way on", () => {
  const back = turned(after([own(1), own(2)]), "undo");
  const history = remember(back.history, EDIT, at(back.work), at(own(5)));
  assert.deepEqual(canTurnBack(history, at(own(5))), { undo: true, redo: false });
  assert.deepEqual(turned({ work: own(5), history }, "undo").work, own(1));
});

test("every change of the numbers or of the network is remembered", () => {
  for (const type of ["edit", "update", "run", "reset", "preset", "design", "written", "values", "samples", "open"])
    assert.equal(remember(NOTHING, { type }, at(own(1)), at(own(2))).past.length, 1, type);
});

test("what changes no number is not remembered", () => {
  for (const type of ["look", "stop", "formula", "practise", "lesson", "leave"])
    assert.equal(remember(NOTHING, { type }, at(own(1)), at(own(2))), NOTHING, type);
  assert.equal(remember(NOTHING, EDIT, at(own(1)), at(own(1, { view: { step: "L" } }))), NOTHING);
});

test("a design or an example that was replaced comes back with what was typed into it", () => {
  const small = own(0, { design: { inputs: 3 }, iterations: [[]] });
  assert.deepEqual(turned(after([own(7), small], { type: "preset" }), "undo").work, own(7));
});

test("how the work is looked at is not undone", () => {
  const { history } = after([own(1), own(2)]);
  const seen = own(2, { view: { picture: "neurons" }, reached: { mnist: "loss" } });
  assert.deepEqual(turned({ work: seen, history }, "undo").work, { ...seen, iterations: own(1).iterations });
});

test("a lesson and the network beside it are undone apart", () => {
  let { history } = after([own(1), own(2)]);
  const lesson = [inside("mnist", 1), inside("mnist", 2)];
  history = remember(history, { type: "lesson" }, at(own(2)), at(lesson[0]));
  assert.deepEqual(canTurnBack(history, at(lesson[0])), { undo: false, redo: false });
  history = remember(history, EDIT, ...lesson.map(at));
  assert.deepEqual(canTurnBack(history, at(inside("cmu-toy", 1))), { undo: false, redo: false });
  const back = turned({ work: lesson[1], history }, "undo", "undo");
  assert.deepEqual(back.work, lesson[0]);
  assert.deepEqual(canTurnBack(back.history, at(own(2))), { undo: true, redo: false });
  assert.deepEqual(turned({ work: own(2), history: back.history }, "undo").work, own(1));
});

test("an undone lesson leaves the network beside it alone", () => {
  const { history } = after([inside("mnist", 1), inside("mnist", 2)]);
  const work = { ...inside("mnist", 2), iterations: [[["X", 0, 0, 9]]] };
  assert.deepEqual(turned({ work, history }, "undo").work.iterations, work.iterations);
});

test("a file with a lesson that was opened takes the network with it, and undo brings both back", () => {
  const opened = { ...inside("mnist", 7), iterations: [[]] };
  const done = after([own(3), opened], { type: "open" });
  const back = turned(done, "undo");
  assert.deepEqual(back.work, own(3));
  assert.deepEqual(turned(back, "redo"), done);
  const left = { ...own(0), iterations: [[]] };
  assert.deepEqual(canTurnBack(done.history, at(left)), { undo: false, redo: false }, "it belongs to where it led");
});

test("an edit of a scene is undone there, and leaves the stop, its formulas and other scenes alone", () => {
  const [one, two] = [inside("mnist", 1), inside("mnist", 2)];
  const { history } = after([one, two]);
  const place = { ...two.place, stop: "b", formulas: [["b", 0, "x"]], scenes: { ...two.place.scenes, t: [[]] } };
  const work = { ...two, place };
  assert.deepEqual(canTurnBack(history, { work, scene: "t" }), { undo: false, redo: false });
  const back = turnBack(history, "undo", { work, scene: "s" }).work.place;
  assert.deepEqual(back, { ...place, scenes: { ...place.scenes, ...one.place.scenes } });
});

test("nothing is undone while something is practised", () => {
  const { history } = after([own(1), own(2)]);
  assert.equal(turnBack(history, "undo", at(own(2, { practice: [{ do: "predict" }] }))), null);
});

test("the last two hundred changes can be undone", () => {
  let done = after(Array.from({ length: 206 }, (_, typed) => own(typed)));
  for (let k = 0; k < 250; k += 1) done = turned(done, "undo");
  assert.deepEqual(done.work, own(5)); // 0 to 205 were typed: the last 200 changes are undone
  assert.equal(done.history.future.length, 200);
});

test("large works are remembered up to a million letters, the newest ones", () => {
  const large = (k) => own(0, { iterations: [[["X".repeat(300_000), 0, 0, k]]] });
  const done = after([0, 1, 2, 3, 4, 5].map(large));
  assert.equal(done.history.past.length, 3);
  assert.deepEqual(turned(done, "undo", "undo", "undo", "undo").work, large(2));
});

test("any number of undone changes can be done again", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = randomly(seed);
    const works = [own(0)];
    let done = { work: own(0), history: NOTHING };
    for (let k = 0; k < 12; k += 1) {
      const next = own(Math.floor(random() * 3));
      done = { work: next, history: remember(done.history, EDIT, at(done.work), at(next)) };
      works.push(next);
    }
    const count = Math.floor(random() * 14);
    const back = turned(done, ...Array(count).fill("undo"));
    const lengths = [back.history.past.length, back.history.future.length];
    const all = done.history.past.length;
    assert.deepEqual(lengths, [Math.max(0, all - count), Math.min(all, count)]);
    assert.deepEqual(turned(back, ...Array(count).fill("redo")), done);
  }
});

/** Numbers from 0 to 1 that are the same for the same seed (a linear congruential generator). */
function randomly(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

test("to show another iteration is nothing to undo, and what is undone is shown where it was", () => {
  const many = (iteration, typed) => own(typed, { iterations: [[["X", 0, 0, typed]], [], []], iteration });
  for (const type of ["iteration", "back", "update"])
    assert.equal(remember(NOTHING, { type }, at(many(1, 5)), at(many(2, 5))), NOTHING, type);
  const history = remember(NOTHING, EDIT, at(many(1, 5)), at(many(1, 6)));
  const moved = many(undefined, 6);
  assert.deepEqual(turned({ work: moved, history }, "undo").work, many(1, 5));
  assert.deepEqual(turned({ work: moved, history }, "undo", "redo").work.iterations, moved.iterations);
});

test("in a scene the same: the iteration that was shown there comes back", () => {
  const scenes = (typed, shown) => {
    const place = { lesson: "mnist", stop: "a", scenes: { s: [[["x", 0, 0, typed]], []] } };
    return own(0, { place: shown ? { ...place, shown: { s: shown } } : place });
  };
  const history = remember(NOTHING, EDIT, at(scenes(1, 1)), at(scenes(2, 1)));
  assert.deepEqual(turned({ work: scenes(2), history }, "undo").work, scenes(1, 1));
  assert.equal(remember(NOTHING, { type: "update" }, at(scenes(1, 1)), at(scenes(1))), NOTHING);
});
