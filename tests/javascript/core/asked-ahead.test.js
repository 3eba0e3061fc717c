/** What is still typed is asked ahead: its answer is there when it is handed over. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { openNetwork, openPage, rest } from "./fakes.js";

let ahead;
let requests;
let count = 0;

beforeEach(async () => {
  openPage();
  requests = openNetwork();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  // A module that has asked nothing yet.
  ahead = await import(`../../../app/player/static/core/asked-ahead.js?${(count += 1)}`);
});

const bodyOf = (typed) => JSON.stringify({ typed });
const sent = () => requests.map(({ body }) => body.typed);
const last = () => requests.at(-1);

/** Type a text, and rest. */
async function type(typed) {
  ahead.askAhead(() => bodyOf(typed));
  mock.timers.tick(60);
  await rest();
}

/** Let the clock of the replies go on by so many milliseconds while something is asked. */
async function typeAndWait(typed, milliseconds) {
  const now = mock.method(performance, "now", () => 0);
  await type(typed);
  now.mock.mockImplementation(() => milliseconds);
  await last().answer({ said: typed });
  now.mock.restore();
}

test("the answer is there when it is handed over, and is asked for once", async () => {
  await type("12");
  await last().answer({ said: 12 });
  assert.deepEqual((await ahead.askedAhead(bodyOf("12"))).data, { said: 12 });
  assert.equal(ahead.askedAhead(bodyOf("12")), null, "the next one is another answer");
  assert.deepEqual(sent(), ["12"]);
});

test("what is on its way is waited for", async () => {
  await type("12");
  const handed = ahead.askedAhead(bodyOf("12"));
  await last().answer({ said: 12 });
  assert.deepEqual((await handed).data, { said: 12 });
});

test("who types fast asks for the last sign only", async () => {
  ahead.askAhead(() => bodyOf("1"));
  mock.timers.tick(59);
  await type("12");
  assert.deepEqual(sent(), ["12"]);
});

test("who goes on typing gives up what was asked before", async () => {
  await type("1");
  await type("12");
  await last().answer({ said: 12 });
  assert.equal(ahead.askedAhead(bodyOf("1")), null);
  assert.deepEqual((await ahead.askedAhead(bodyOf("12"))).data, { said: 12 });
});

test("what waits to be asked is not asked when it is handed over before, or cannot be asked", async () => {
  ahead.askAhead(() => bodyOf("12"));
  ahead.expectNothing();
  mock.timers.tick(60);
  ahead.askAhead(() => null);
  mock.timers.tick(60);
  await rest();
  assert.deepEqual(sent(), []);
});

test("a question that comes between leaves it", async () => {
  await type("12");
  assert.equal(ahead.askedAhead(bodyOf("a question")), null);
  await last().answer({ said: 12 });
  assert.deepEqual((await ahead.askedAhead(bodyOf("12"))).data, { said: 12 });
});

test("a refusal is a reply; what failed is none, and is to be sent", async () => {
  await type("a");
  await last().answer({ error: { text: "not now" } }, 422);
  assert.equal((await ahead.askedAhead(bodyOf("a"))).data.error.text, "not now");
  const busy = { error: { text: "Ask again later." } };
  for (const fail of [() => last().fail(), () => last().answer(undefined, 502), () => last().answer(busy, 429)]) {
    await type("b");
    await fail();
    assert.equal(await ahead.askedAhead(bodyOf("b")), null);
  }
});

test("a server that has become slow is left in peace every second time", async () => {
  await typeAndWait("1", 10);
  await typeAndWait("12", 60);
  await typeAndWait("123", 61);
  await type("1234");
  assert.deepEqual(sent(), ["1", "12", "123"], "more than 50 milliseconds slower than the quickest");
  await type("12345");
  assert.deepEqual(sent(), ["1", "12", "123", "12345"]);
});

test("how long it took counts of answers only, not of a proxy that speaks for the server", async () => {
  const now = mock.method(performance, "now", () => 0);
  await type("1");
  await last().answer(undefined, 502);
  for (const typed of ["12", "123", "1234"]) await typeAndWait(typed, 60);
  now.mock.restore();
  assert.deepEqual(sent(), ["1", "12", "123", "1234"]);
});

test("what is given up because it takes long counts, too", async () => {
  await typeAndWait("1", 10);
  const now = mock.method(performance, "now", () => 0);
  await type("12");
  now.mock.mockImplementation(() => 100);
  await type("123");
  now.mock.restore();
  assert.deepEqual(sent(), ["1", "12"]);
});
