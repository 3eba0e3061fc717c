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
  assert.deepEqual(questions.questionsToSend(true), {});
});

test("an open question is sent until it is answered, and again when the numbers are others", () => {
  questions.ask(player, "paths", PATHS);
  assert.equal(asks(), 1);
  assert.deepEqual(questions.questionsToSend(false), SENT);
  assert.deepEqual(questions.questionsToSend(false), SENT, "it was not answered yet");
  questions.settle(SENT);
  assert.deepEqual(questions.questionsToSend(false), {});
  assert.deepEqual(questions.questionsToSend(true), SENT);
});

test("the same question is not asked twice", () => {
  questions.ask(player, "paths", PATHS);
  questions.settle(SENT);
  questions.ask(player, "paths", { ...PATHS });
  assert.equal(asks(), 1);
  assert.deepEqual(questions.questionsToSend(false), {});
});

test("there is one question of each kind", () => {
  questions.ask(player, "paths", PATHS);
  questions.ask(player, "check", { power: 5 });
  questions.ask(player, "paths", { ...PATHS, col: 0 });
  assert.equal(asks(), 3);
  assert.deepEqual(questions.questionsToSend(false), {
    paths: { kind: "paths", ...PATHS, col: 0 },
    check: { kind: "check", power: 5 },
  });
});

test("a closed question is not sent any more", () => {
  questions.ask(player, "paths", PATHS);
  questions.ask(player, "paths", null);
  assert.deepEqual(questions.questionsToSend(true), {});
  questions.ask(player, "paths", PATHS);
  assert.deepEqual(questions.questionsToSend(false), SENT, "and can be asked again");
});

test("the answer to the question before does not settle the present one", () => {
  questions.ask(player, "paths", PATHS);
  const under_way = questions.questionsToSend(false);
  questions.ask(player, "paths", { ...PATHS, col: 0 });
  questions.settle(under_way);
  assert.deepEqual(Object.keys(questions.questionsToSend(false)), ["paths"]);
});

test("what is asked once is sent until it is answered, and then not again", () => {
  const near = { name: "W1", row: 0, col: 0, rows: 4, cols: 4 };
  questions.askOnce(player, "stretch", near);
  questions.askOnce(player, "stretch", { ...near, row: 8 });
  const sent = questions.questionsToSend(false);
  assert.deepEqual(Object.values(sent), [
    { kind: "stretch", ...near },
    { kind: "stretch", ...near, row: 8 },
  ]);
  // The server takes letters, digits and one colon.
  for (const key of Object.keys(sent)) assert.match(key, /^\w+:\w+$/);
  assert.deepEqual(questions.questionsToSend(false), sent, "the request failed");
  questions.settle(sent);
  assert.deepEqual(questions.questionsToSend(true), {});
});

test("of many that are asked once sixteen go with a request, and the others with the next", () => {
  for (let row = 0; row < 20; row += 1) questions.askOnce(player, "origin", { name: "L", row, col: 0 });
  const first = questions.questionsToSend(false);
  assert.equal(Object.keys(first).length, 16);
  questions.settle(first);
  const rows = Object.values(questions.questionsToSend(false)).map(({ row }) => row);
  assert.deepEqual(rows, [16, 17, 18, 19]);
});

test("an answer is that of its very question", () => {
  const state = { data: { answers: { paths: { question: PATHS, total: 2256 } } } };
  assert.equal(questions.answerTo(state, "paths", PATHS).total, 2256);
  assert.equal(questions.answerTo(state, "paths", { ...PATHS, col: 0 }), null);
  assert.equal(questions.answerTo(state, "check", { power: 5 }), null);
});
