/** The one place that asks the server: one request at a time, sent again until it is answered. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { createServer } from "../../../app/player/static/core/server.js";
import { openNetwork, openPage, rest } from "./fakes.js";

let page;
let requests;
/** What is still to be sent, and what came of it. */
let waiting;
let heard;
let server;

beforeEach(() => {
  page = openPage();
  requests = openNetwork();
  waiting = [];
  heard = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(Math, "random", () => 0.5);
  server = createServer({
    compose: () => (waiting.length > 0 ? { body: { change: waiting[0] } } : null),
    isOvertaken: ({ body }) => body.change.startsWith("question") && waiting.length > 1,
    take: (request, answer) => heard.push(`${waiting.shift()}: ${answer.said}`),
    refuse: (request, { text }) => heard.push(`${waiting.shift()} refused: ${text}`),
    reach: (lost) => heard.push(lost ? "lost" : "found"),
    hold: (held) => heard.push(held ? "held" : "let go"),
  });
});

/** Ask about something. */
function send(change) {
  waiting.push(change);
  server.ask();
}

const sent = () => requests.map(({ body }) => body.change);
const last = () => requests.at(-1);

/** Let time pass in which nothing is asked, but at its end. */
async function passes(milliseconds) {
  const before = requests.length;
  mock.timers.tick(milliseconds - 1);
  await rest();
  assert.equal(requests.length, before, "it asks too early");
  mock.timers.tick(1);
  await rest();
  assert.equal(requests.length, before + 1, "it does not ask in time");
}

test("with nothing to ask nothing is sent", () => {
  server.ask();
  assert.deepEqual(sent(), []);
  assert.equal(server.isAsking(), false);
});

test("one request is under way; what comes meanwhile goes with the next", async () => {
  send("a");
  send("b");
  send("c");
  assert.deepEqual(sent(), ["a"]);
  assert.equal(server.isAsking(), true);
  await last().answer({ said: 1 });
  assert.deepEqual(sent(), ["a", "b"]);
  await last().answer({ said: 2 });
  await last().answer({ said: 3 });
  assert.deepEqual(heard, ["a: 1", "b: 2", "c: 3"]);
  assert.equal(server.isAsking(), false);
});

test("a change does not wait for the answer to a question, which is asked again afterwards", async () => {
  send("question");
  waiting.unshift("change");
  server.ask();
  await rest();
  assert.deepEqual(sent(), ["question", "change"]);
  await last().answer({ said: 1 });
  await last().answer({ said: 2 });
  assert.deepEqual(heard, ["change: 1", "question: 2"], "nothing is told to be lost");
});

test("a change whose request fails is sent again, and taken once", async () => {
  send("a");
  await last().fail();
  await passes(200);
  assert.deepEqual(sent(), ["a", "a"]);
  await last().answer({ said: 1 });
  mock.timers.tick(60_000);
  assert.deepEqual(sent(), ["a", "a"]);
  assert.deepEqual(heard, ["a: 1"], "one failure is not told to anyone");
});

test("a server that fails, is not there yet, or says what cannot be read is asked again", async () => {
  send("a");
  const answers = [
    [{}, 502, 200],
    [{}, 404, 400],
    [undefined, 200, 800],
  ];
  for (const [data, status, wait] of answers) {
    await last().answer(data, status);
    await passes(wait);
  }
  assert.deepEqual(sent(), ["a", "a", "a", "a"]);
});

test("what the server fails with three times is left out, and told; the next is sent", async () => {
  send("a");
  send("b");
  for (const wait of [200, 400]) {
    await last().answer(undefined, 500);
    await passes(wait);
  }
  await last().answer(undefined, 500);
  assert.deepEqual(heard, ["a refused: "], "the server is there, and nobody is told that it is lost");
  assert.deepEqual(sent(), ["a", "a", "a", "b"]);
});

test("what is given up is asked anew at once, and its answer is not heard", async () => {
  send("a");
  server.askAnew();
  await rest();
  assert.deepEqual(sent(), ["a", "a"]);
  await last().answer({ said: 1 });
  assert.deepEqual(heard, ["a: 1"]);
});

test("it waits longer after each failure, up to a second", async () => {
  send("a");
  for (const wait of [200, 400, 800, 1000, 1000, 1000]) {
    await last().fail();
    await passes(wait);
  }
  await last().answer({ said: 1 });
  send("b");
  await last().fail();
  await passes(200);
});

test("a class does not ask in the same moment", async () => {
  for (const [random, wait] of [
    [0, 150],
    [1, 250],
  ]) {
    mock.method(Math, "random", () => random);
    send("a");
    await last().fail();
    await passes(wait);
    await last().answer({ said: 1 });
  }
});

test("from the second failure on the server is lost, until it answers", async () => {
  send("a");
  await last().fail();
  await passes(200);
  assert.deepEqual(heard, []);
  await last().fail();
  assert.deepEqual(heard, ["lost"]);
  await passes(400);
  await last().fail();
  assert.deepEqual(heard, ["lost"], "told once");
  await passes(800);
  await last().answer({ said: 1 });
  assert.deepEqual(heard, ["lost", "found", "a: 1"]);
});

test("without a network it is lost at the first failure", async () => {
  navigator.onLine = false;
  send("a");
  await last().fail();
  assert.deepEqual(heard, ["lost"]);
});

test("when the network is back it asks at once", async () => {
  send("a");
  for (const wait of [200, 400, 800]) {
    await last().fail();
    await passes(wait);
  }
  await last().fail();
  page.tell("online");
  assert.equal(requests.length, 5);
  await last().answer({ said: 1 });
  waiting.push("b");
  mock.timers.tick(60_000);
  assert.equal(requests.length, 5, "the try that was planned is given up");
});

test("a network that was not missed asks nothing", async () => {
  send("a");
  await last().answer({ said: 1 });
  waiting.push("b");
  page.tell("online");
  assert.deepEqual(sent(), ["a"]);
});

test("an edit while the server is lost is tried at once, and nothing is left out", async () => {
  send("a");
  await last().fail();
  send("b");
  assert.deepEqual(sent(), ["a", "a"]);
  await last().answer({ said: 1 });
  await last().answer({ said: 2 });
  assert.deepEqual(heard, ["a: 1", "b: 2"]);
});

test("a server that is busy is asked when it said, whatever is done meanwhile, and is not lost", async () => {
  send("a");
  await last().answer({}, 429, { "retry-after": "3" });
  send("b");
  page.tell("online");
  assert.deepEqual(sent(), ["a"]);
  assert.deepEqual(heard, ["held"], "a long wait is told");
  await passes(3000);
  await last().answer({}, 429);
  await passes(1000);
  await last().answer({ said: 1 });
  await last().answer({ said: 2 });
  assert.deepEqual(heard, ["held", "let go", "a: 1", "b: 2"]);
});

test("what is refused is told, and the next is sent", async () => {
  send("a");
  send("b");
  await last().answer({ error: { text: "no such value" } }, 422);
  assert.deepEqual(heard, ["a refused: no such value"]);
  await last().answer({ said: 2 });
  assert.deepEqual(heard[1], "b: 2");
});

test("a request without an answer for twenty seconds is given up, and sent again", async () => {
  const patience = new AbortController();
  const asked = mock.method(AbortSignal, "timeout", () => patience.signal);
  send("a");
  assert.deepEqual(asked.mock.calls[0].arguments, [20_000]);
  patience.abort();
  await rest();
  await passes(200);
  assert.deepEqual(sent(), ["a", "a"]);
});
