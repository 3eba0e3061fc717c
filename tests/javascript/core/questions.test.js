/** Questions about the numbers: open until they are closed, or asked once. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

let questions;
let player;
let count = 0;

const PATHS = { name: "W2", row: 0, col: 1 };
const SENT = { paths: { kind: "paths", ...PATHS } };
const asks = () => player.ask.mock.callCount();

beforeEach(async () => {
  // A module that nobody has asked anything yet.
  questions = await import(`../../../app/player/static/core/questions.js?${(count += 1)}`);
  player = { ask: mock.fn() };
});

test("nothing is sent that is not asked", () => {
  assert.deepEqual(questions.questionsOfChange(), {});
});

test("an open question is sent until it is answered, and again when the numbers are others", () => {
  questions.ask(player, "paths", PATHS);
  assert.equal(asks(), 1);
  assert.deepEqual(questions.questionsToSend(), SENT);
  assert.deepEqual(questions.questionsToSend(), SENT, "it was not answered yet");
  questions.settle(SENT);
  assert.deepEqual(questions.questionsToSend(), {});
  assert.deepEqual(questions.questionsOfChange(), SENT);
  assert.deepEqual(questions.questionsToSend(), {}, "who looks what a change would ask asks nothing");
});

test("the same question is not asked twice", () => {
  questions.ask(player, "paths", PATHS);
  questions.settle(SENT);
  questions.ask(player, "paths", { ...PATHS });
  assert.equal(asks(), 1);
  assert.deepEqual(questions.questionsToSend(), {});
});

test("there is one question of each kind", () => {
  questions.ask(player, "paths", PATHS);
  questions.ask(player, "check", { power: 5 });
  questions.ask(player, "paths", { ...PATHS, col: 0 });
  assert.equal(asks(), 3);
  assert.deepEqual(questions.questionsToSend(), {
    paths: { kind: "paths", ...PATHS, col: 0 },
    check: { kind: "check", power: 5 },
  });
});

test("a closed question is not sent any more", () => {
  questions.ask(player, "paths", PATHS);
  questions.ask(player, "paths", null);
  assert.deepEqual(questions.questionsOfChange(), {});
  questions.ask(player, "paths", PATHS);
  assert.deepEqual(questions.questionsToSend(), SENT, "and can be asked again");
});

test("the answer to the question before does not settle the present one", () => {
  questions.ask(player, "paths", PATHS);
  const under_way = questions.questionsToSend();
  questions.ask(player, "paths", { ...PATHS, col: 0 });
  questions.settle(under_way);
  assert.deepEqual(Object.keys(questions.questionsToSend()), ["paths"]);
});

test("what is asked once is sent until it is answered, and then not again", () => {
  const near = { name: "W1", row: 0, col: 0, rows: 4, cols: 4 };
  questions.askOnce(player, "stretch", near);
  questions.askOnce(player, "stretch", { ...near, row: 8 });
  const sent = questions.questionsToSend();
  assert.deepEqual(Object.values(sent), [
    { kind: "stretch", ...near },
    { kind: "stretch", ...near, row: 8 },
  ]);
  // The server takes letters, digits and one colon.
  for (const key of Object.keys(sent)) assert.match(key, /^\w+:\w+$/);
  assert.deepEqual(questions.questionsToSend(), sent, "the request failed");
  questions.settle(sent);
  assert.deepEqual(questions.questionsOfChange(), {});
});

test("of many that are asked once sixteen go with a request, and the others with the next", () => {
  for (let row = 0; row < 20; row += 1) questions.askOnce(player, "origin", { name: "L", row, col: 0 });
  const first = questions.questionsToSend();
  assert.equal(Object.keys(first).length, 16);
  questions.settle(first);
  const rows = Object.values(questions.questionsToSend()).map(({ row }) => row);
  assert.deepEqual(rows, [16, 17, 18, 19]);
});

test("an answer is that of its very question", () => {
  const state = { data: { answers: { paths: { question: PATHS, total: 2256 } } } };
  assert.equal(questions.answerTo(state, "paths", PATHS).total, 2256);
  assert.equal(questions.answerTo(state, "paths", { ...PATHS, col: 0 }), null);
  assert.equal(questions.answerTo(state, "check", { power: 5 }), null);
});

test("a question whose answer is slow is asked after a change, not with it", () => {
  const both = { ...SENT, check: { kind: "check", power: 5 } };
  questions.ask(player, "paths", PATHS);
  questions.settle(SENT, 20);
  questions.ask(player, "check", { power: 5 });
  questions.settle({ check: both.check }, 700);
  assert.deepEqual(questions.questionsOfChange(), SENT);
  questions.settle(SENT, 20, true);
  assert.deepEqual(questions.questionsToSend(), { check: both.check }, "it is still to be asked");
  questions.settle({ check: both.check }, 30);
  assert.deepEqual(questions.questionsOfChange(), both, "it was quick this time");
});
