/** The loss of every iteration as a curve. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { curveOf, iterationAt, shareOf } from "../../../app/player/static/step/loss-curve.js";

test("the least loss is at the bottom and the largest at the top", () => {
  assert.deepEqual(curveOf([6, 2, 4]), { spots: [1, 0, 0.5], isLogarithmic: false });
});

test("over more than a factor of twenty the axis is logarithmic: 10 is half way from 1 to 100", () => {
  const { spots, isLogarithmic } = curveOf([100, 10, 1]);
  assert.ok(isLogarithmic);
  assert.ok(Math.abs(spots[1] - 0.5) < 1e-12);
  assert.deepEqual([spots[0], spots[2]], [1, 0]);
});

test("a loss of zero or below it has no logarithm", () => {
  assert.deepEqual(curveOf([100, 0]), { spots: [1, 0], isLogarithmic: false });
  assert.deepEqual(curveOf([-1, 1]).spots, [0, 1]);
});

test("a loss that is not finite has no height, and does not press the others down", () => {
  assert.deepEqual(curveOf([4, "inf", "nan", 2]).spots, [1, null, null, 0]);
  assert.deepEqual(curveOf(["nan"]).spots, [null]);
});

test("losses that are all the same are half way up", () => {
  assert.deepEqual(curveOf([3, 3]).spots, [0.5, 0.5]);
  assert.deepEqual(curveOf([-3, -3]).spots, [0.5, 0.5]);
});

test("where an iteration is, it is found again", () => {
  for (const count of [1, 2, 31, 1000])
    for (const iteration of [1, Math.ceil(count / 2), count])
      assert.equal(iterationAt(shareOf(iteration, count), count), iteration);
  assert.equal(iterationAt(-3, 10), 1);
  assert.equal(iterationAt(7, 10), 10);
});
