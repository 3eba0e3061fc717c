/** How the work is looked at: what is written of a state shows the same state again. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { stateOf, viewOf } from "../../../app/player/static/core/view.js";
import { VIEW_KEYS, tellViewKeys } from "./view-keys.js";

tellViewKeys();

const STRUCTURE = {
  steps: [{ name: "Y1lin" }, { name: "L" }, { name: "gradW2" }],
  names: { W2: { rows: 3, cols: 3 }, gradW2: { rows: 3, cols: 2 }, lr: { rows: 1, cols: 1 } },
};
/** A state in which all is as usual. */
const USUAL = {
  structure: STRUCTURE,
  work: { view: {} },
  lesson: null,
  overlay: null,
  ...stateOf({}, STRUCTURE),
};
const place = (row, col, name = "gradW2") => ({ name, row, col });
const PARTS = {
  cursor: [0, 1, 2],
  pinned: [null, place(0, 1), place(2, 1), place(0, 0, "lr")],
  explored: [null, { ...place(2, 2, "W2"), as: "tree" }, { ...place(0, 0, "W2"), as: "paths" }],
  panel: [null, "W2"],
  picture: ["graph", "neurons", "matrices"],
  zoom: ["equations", "layers", "entries"],
  folded: [new Set(), new Set(["layer1"]), new Set(["layer1", "loss.back"])],
  sample: [null, 0, 1, 63],
  library: ["numpy", "torch", "jax"],
  display: [
    { digits: undefined, exact: false },
    { digits: 1, exact: false },
    { digits: 12, exact: true },
  ],
  speed: [0.5, 1, 2, 4],
  presenting: [false, true],
};

/** The part of a state that a view is about. */
const seen = (state) => Object.fromEntries(Object.keys(PARTS).map((part) => [part, state[part]]));

test("these are all parts of a state that a view is about", () => {
  assert.deepEqual(Object.keys(stateOf({}, STRUCTURE)).sort(), Object.keys(PARTS).sort());
});

test("what is as usual is not written", () => {
  assert.deepEqual(viewOf(USUAL), {});
  assert.equal(USUAL.cursor, 0);
});

for (const [part, values] of Object.entries(PARTS))
  test(`${part}: every value comes back`, () => {
    for (const value of values) {
      const view = JSON.parse(JSON.stringify(viewOf({ ...USUAL, [part]: value })));
      assert.deepEqual(seen(stateOf(view, STRUCTURE)), { ...seen(USUAL), [part]: value });
    }
  });

test("all parts together come back, in any combination of two", () => {
  const others = Object.fromEntries(Object.entries(PARTS).map(([part, values]) => [part, values.at(-1)]));
  for (const [part, values] of Object.entries(PARTS))
    for (const value of values) {
      const state = { ...USUAL, ...others, [part]: value };
      assert.deepEqual(seen(stateOf(viewOf(state), STRUCTURE)), seen(state));
    }
});

const VIEWS = [
  { step: "gradW2", selected: "gradW2:0:1", picture: "neurons" },
  { taken_apart: "W2:1:1:paths", matrix: "W2", zoom: "layers", folded: "layer1,loss.back" },
  { sample: 0, library: "jax", digits: 3, exact: true, speed: 0.5, present: true },
  { sample: 64 },
  { names: "mnist", gradients: "d", hide: "graph", lang: "zh" },
  { lens: "check", power: 7 },
  { lens: "compare" },
];

test("a view that is shown is written as the same view", () => {
  for (const view of VIEWS) {
    const overlay = view.lens ? { kind: view.lens, power: view.power } : null;
    const state = { ...USUAL, ...stateOf(view, STRUCTURE), overlay, work: { view } };
    assert.deepEqual(viewOf(state), view);
  }
});

test("every row of the server's table is written by one of them", () => {
  const written = new Set(VIEWS.flatMap((view) => Object.keys(view)));
  assert.deepEqual([...written].sort(), Object.keys(VIEW_KEYS).sort());
});

test("in a lesson also the first step is written: its stop has a step of its own", () => {
  assert.deepEqual(viewOf({ ...USUAL, lesson: {} }), { step: "Y1lin" });
});

test("what is not there any more is not shown", () => {
  for (const selected of ["gradW9:0:0", "gradW2:3:0", "gradW2:0:2", "gradW2", "gradW2:0", ""])
    assert.equal(stateOf({ selected }, STRUCTURE).pinned, null, selected);
  assert.equal(stateOf({ taken_apart: "W2:3:3:tree" }, STRUCTURE).explored, null);
  assert.equal(stateOf({ matrix: "W9" }, STRUCTURE).panel, null);
  assert.equal(stateOf({ step: "gradW9" }, STRUCTURE).cursor, 0);
});
