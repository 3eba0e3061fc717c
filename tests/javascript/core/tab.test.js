/** What is open in a tab: the work, what waits for an answer, what can be undone; and what a reload finds of it. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { openTab } from "../../../app/player/static/core/tab.js";
import { openNetwork, openPage } from "./fakes.js";
import { tellViewKeys } from "./view-keys.js";

const HOME = "https://example.org/app/";
const FIRST = { version: 1, design: { inputs: 2 }, iterations: [[]], view: {} };
let page;
let requests;
/** How the player is looked at; null before it shows anything. */
let view;

beforeEach(() => {
  page = openPage(HOME);
  requests = openNetwork();
  view = null;
  tellViewKeys();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(Math, "random", () => 0.5);
});

/** Open a tab; what it is answered is shown. */
function opened() {
  const answers = [];
  const own = openTab({
    view: () => view,
    isThere: () => true,
    compared: () => ({ previous: null, base: null }),
    typing: () => null,
    answered(answer) {
      answers.push(answer);
      view ??= answer.work.view;
    },
    asked: () => undefined,
    changed: () => (own.marked += 1),
  });
  return Object.assign(own, { answers, marked: 0 });
}

/** The server goes on by ten iterations with one answer, and in some networks not over one of them. */
const onward = (iterations, to) => [
  ...iterations,
  ...Array(Math.min(10, to - iterations.length, stuck - iterations.length)).fill([]),
];
let stuck = 1000;

/** What the server makes of a request: an edit is typed into the last iteration, a lesson is opened. */
function answerTo({ work = FIRST, changes, questions, lang }) {
  for (const change of changes) {
    const { type, lesson, name, row, col, typed } = change;
    if (type === "edit") work = { ...work, iterations: [[[name, row, col, Number(typed)]]] };
    if (type === "run") work = { ...work, iterations: onward(work.iterations, change.to) };
    if (type === "lesson") work = { ...work, place: { lesson, stop: change.stop ?? "first" } };
  }
  const typed = work.iterations[0].map((entry) => entry.join(":")).join(",");
  const answers = questions.address ? { address: typed ? { typed } : {} } : {};
  const data = {
    lang,
    can: { update: work.iterations.length < stuck, back: false },
    iteration: work.iterations.length,
  };
  return { version: 1, work, refused: [], said: [], data, answers };
}

const last = () => requests.at(-1);

/** Answer all that is asked, and give the requests that were answered. */
async function served() {
  const done = [];
  while (done.at(-1) !== last()) {
    done.push(last());
    await last().answer(answerTo(last().body));
  }
  return done.map(({ body }) => body);
}

const edit = (typed, row = 0) => ({ type: "edit", name: "X", row, col: 0, typed: String(typed), iteration: 1 });
const typedIn = ({ iterations: [entries] }) => entries.map(([, , , number]) => number);

/** The same tab after a reload, or another page of it. */
function again(address = location.href) {
  page.tell("pagehide");
  return reopened(address);
}

/** The same tab after a crash. */
function reopened(address = location.href) {
  const { sessionStorage } = globalThis;
  page = openPage(address);
  Object.assign(globalThis, { sessionStorage });
  requests = openNetwork();
  view = null;
  return opened();
}

test("a first visit asks for what the address describes", async () => {
  page = openPage(`${HOME}?example=norm&lang=zh`);
  const { tab } = opened();
  assert.deepEqual(last().body.query, { example: "norm", lang: "zh" });
  assert.equal(last().body.lang, "zh");
  assert.equal("work" in last().body, false);
  await served();
  assert.deepEqual(tab.work, FIRST);
});

test("an edit is sent with the work, looked at as it is now", async () => {
  const { send, tab } = opened();
  await served();
  view = { step: "gradW2" };
  send(edit(5));
  const { work, changes, before } = last().body;
  assert.deepEqual([work, changes, before], [{ ...FIRST, view }, [edit(5)], null]);
  assert.deepEqual(tab.waiting, [edit(5)]);
  await served();
  assert.deepEqual(typedIn(tab.work), [5]);
  assert.deepEqual(tab.waiting, []);
});

test("edits go one after the other, each from the work that the one before has made", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  send(edit(6));
  const [first, second] = await served();
  assert.deepEqual([first.changes, second.changes], [[edit(5)], [edit(6)]]);
  assert.deepEqual(typedIn(second.work), [5]);
});

test("undo sends the other work, compared with the present one, and no change", async () => {
  const { send, tab, answers } = opened();
  await served();
  for (const change of [edit(5), edit(6), { type: "undo" }]) send(change);
  const bodies = await served();
  const { work, changes, before } = bodies[2];
  assert.deepEqual([typedIn(work), changes, typedIn(before)], [[5], [], [6]]);
  assert.deepEqual(answers.at(-1).data.can, { update: true, back: false, undo: true, redo: true });
  send({ type: "redo" });
  await served();
  assert.deepEqual(typedIn(tab.work), [6]);
  assert.deepEqual(answers.at(-1).data.can, { update: true, back: false, undo: true, redo: false });
});

test("redo with nowhere to go changes nothing", async () => {
  const { send, tab } = opened();
  await served();
  send(edit(5));
  send({ type: "redo" });
  await served();
  assert.deepEqual([typedIn(tab.work), tab.waiting], [[5], []]);
});

test("what is asked without a change is compared with the work before the last one", async () => {
  const { send, speak } = opened();
  await served();
  send(edit(5));
  await served();
  speak("zh");
  const { lang, changes, before } = last().body;
  assert.deepEqual([lang, changes, typedIn(before)], ["zh", [], []]);
});

test("a language that is chosen while something is asked in another one stays chosen", async () => {
  const { ask, speak, tab } = opened();
  await served();
  speak("zh");
  await served();
  tab.wantsAddress = true;
  ask();
  speak("en");
  await served();
  assert.equal(last().body.lang, "en");
  assert.equal(last().body.work.view.lang, "en");
  assert.equal(tab.work.view.lang, "en", "links and the address are written by it");
});

test("a reload finds everything: work, view, undo, language", async () => {
  const { send, speak } = opened();
  await served();
  for (const change of [edit(5), edit(6)]) send(change);
  await served();
  speak("zh");
  await served();
  const seen = { step: "gradW2", picture: "neurons", lang: "zh" };
  view = seen;
  const reloaded = again();
  assert.deepEqual([typedIn(last().body.work), last().body.work.view], [[6], seen]);
  assert.equal(last().body.lang, "zh");
  await served();
  reloaded.send({ type: "undo" });
  await served();
  assert.deepEqual(typedIn(reloaded.tab.work), [5]);
});

test("a language that is chosen in the moment of a reload is that of the work, too", async () => {
  const { speak } = opened();
  await served();
  view = { step: "gradW2", lang: "en" };
  speak("zh");
  again();
  assert.deepEqual([last().body.lang, last().body.work.view], ["zh", { step: "gradW2", lang: "zh" }]);
});

test("an edit that waits for the server is not lost by a reload", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  send(edit(6));
  await last().fail();
  const reloaded = again();
  const bodies = await served();
  assert.deepEqual(bodies[0].changes, [edit(5)]);
  assert.deepEqual(typedIn(reloaded.tab.work), [6]);
});

test("what is done offline waits, and is sent in order when the network is back", async () => {
  const { send, tab } = opened();
  await served();
  navigator.onLine = false;
  for (const typed of [5, 6, 7]) send(edit(typed));
  await last().fail();
  assert.deepEqual([tab.lost, tab.waiting.length], [true, 3]);
  navigator.onLine = true;
  page.tell("online");
  await served();
  assert.deepEqual([tab.lost, tab.waiting, typedIn(tab.work)], [false, [], [7]]);
});

test("a browser that crashes just after the address was written finds everything, too", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  await served();
  mock.timers.tick(250);
  await served();
  // It is kept 200 ms after the answer with the address, which is shown after 250.
  mock.timers.tick(250);
  assert.equal(location.href, `${HOME}?typed=X:0:0:5`);
  reopened();
  assert.deepEqual(typedIn(last().body.work), [5]);
});

test("a reload that asked for the address before it was another one finds everything, too", async () => {
  const { send } = opened();
  await served();
  const addresses = [];
  for (const typed of [5, 6]) {
    send(edit(typed));
    await served();
    mock.timers.tick(250);
    await served();
    mock.timers.tick(250);
    addresses.push(location.href);
  }
  assert.deepEqual(addresses, [`${HOME}?typed=X:0:0:5`, `${HOME}?typed=X:0:0:6`]);
  again(addresses[0]);
  assert.deepEqual(typedIn(last().body.work), [6]);
});

test("a link that is opened in the tab wins over what it has kept", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  await served();
  again(`${HOME}?example=norm`);
  assert.deepEqual(last().body.query, { example: "norm" });
});

test("a link to the check of someone's numbers goes on with the work that is here, another lens does not", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  await served();
  again(`${HOME}?lens=submission&lang=en`);
  assert.deepEqual(typedIn(last().body.work), [5]);
  again(`${HOME}?lens=check`);
  assert.deepEqual(last().body.query, { lens: "check" });
});

test("a link to a lesson opens it in the work that is here", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  await served();
  again(`${HOME}?lesson=mnist&stop=loss`);
  const { work, changes } = last().body;
  assert.deepEqual([typedIn(work), changes], [[5], [{ type: "lesson", lesson: "mnist", stop: "loss" }]]);
});

test("the server hears of the step that a link to a lesson names, and says whether it is there", async () => {
  opened();
  await served();
  again(`${HOME}?lesson=mnist&step=nowhere`);
  assert.deepEqual(last().body.changes, [{ type: "lesson", lesson: "mnist", step: "nowhere" }]);
});

test("a lesson that is opened again is as it was left", async () => {
  const { send, tab } = opened();
  await served();
  send({ type: "lesson", lesson: "mnist" });
  await served();
  tab.work = { ...tab.work, place: { ...tab.work.place, scenes: { s: [[["x", 0, 0, 7]]] } } };
  const left = tab.work.place;
  send({ type: "lesson", lesson: "cmu-toy" });
  await served();
  send({ type: "lesson", lesson: "mnist", stop: "loss" });
  assert.deepEqual(last().body.work.place, left);
  assert.deepEqual(last().body.changes, [{ type: "lesson", lesson: "mnist", stop: "loss" }]);
});

test("an address in a language that there is not is answered in the browser's, and the work is not lost", async () => {
  for (const [lang, expected] of [
    ["fr", "en"],
    ["", "en"],
    ["zh-CN", "zh"],
    ["EN", "en"],
  ]) {
    requests = openNetwork();
    const { send } = opened();
    await served();
    send(edit(5));
    await served();
    again(`${HOME}?lang=${lang}`);
    assert.equal(last().body.lang, expected, lang);
    assert.deepEqual(typedIn(last().body.work), [5], lang);
  }
});

test("what is refused before anything is shown is said when something is", async () => {
  page = openPage(`${HOME}?example=nonsense`);
  const { tab } = opened();
  await last().answer({ version: 1, error: { path: "query", reason: "", text: "too many" } }, 422);
  await served();
  assert.deepEqual(tab.said, ["too many"]);
});

test("the address is asked for when the hand rests, and shown", async () => {
  const { send, link } = opened();
  await served();
  send(edit(5));
  assert.deepEqual(last().body.questions, {}, "not on the way of an edit");
  await served();
  view = { step: "L" };
  mock.timers.tick(250);
  assert.deepEqual(last().body.questions, { address: { kind: "address" } });
  await served();
  mock.timers.tick(250);
  assert.equal(location.href, `${HOME}?typed=X:0:0:5&step=L`);
  assert.equal(link(), location.href);
});

test("a link that is asked for right after edits is that of all of them, and there is none if the server is lost", async () => {
  const { send, presentLink } = opened();
  await served();
  send(edit(5));
  send(edit(6));
  const asked = presentLink();
  await served();
  assert.equal(await asked, `${HOME}?typed=X:0:0:6`);
  const unasked = requests.length;
  assert.equal(await presentLink(), `${HOME}?typed=X:0:0:6`);
  assert.equal(requests.length, unasked, "it is there");
  send(edit(7));
  const lost = presentLink();
  await last().fail();
  mock.timers.tick(4000);
  assert.equal(await lost, null);
});

test("a work too long for an address is found again by a short one, and only by its own", async () => {
  const { send, link } = opened();
  await served();
  send({ ...edit(5), name: "X".repeat(4000) });
  await served();
  mock.timers.tick(250);
  await served();
  mock.timers.tick(250);
  assert.match(location.href, /\/app\/\?numbers=[0-9a-z]{7}$/);
  assert.ok(link().length > 4000);
  again();
  assert.deepEqual(typedIn(last().body.work), [5]);
  await served();
  again(`${HOME}?numbers=0000000`);
  assert.deepEqual(last().body.query, { numbers: "0000000" });
});

test("a change that is refused is told, and the next one is sent", async () => {
  const { send, tab } = opened();
  await served();
  send(edit(5));
  send(edit(6));
  await last().answer({ error: { text: "that is too much" } }, 422);
  assert.deepEqual(tab.said, ["that is too much"]);
  await served();
  assert.deepEqual(typedIn(tab.work), [6]);
});

test("what was kept and cannot be read gives way to the address, and that to the toy problem", async () => {
  page = openPage(`${HOME}?example=norm`);
  const { send } = opened();
  await served();
  send(edit(5));
  await served();
  again();
  assert.deepEqual(typedIn(last().body.work), [5]);
  const refused = { error: { text: "it cannot be read" } };
  await last().answer(refused, 422);
  assert.deepEqual(last().body.query, { example: "norm" });
  await last().answer(refused, 422);
  assert.deepEqual(last().body.query, {});
  await last().answer(refused, 422);
  assert.equal(requests.length, 3, "it does not ask for ever");
});

test("a work that is shown and cannot be read is not asked about for ever", async () => {
  const { send } = opened();
  await served();
  send(edit(5));
  await served();
  mock.timers.tick(250);
  const before = requests.length;
  await last().answer({ error: { text: "it cannot be read" } }, 422);
  assert.equal(requests.length, before);
});

test("everything on this computer is forgotten, and begun anew", async () => {
  const { send, forget, tab } = opened();
  await served();
  send(edit(5));
  await served();
  page.tell("pagehide");
  forget();
  assert.deepEqual(Object.keys(sessionStorage), []);
  assert.deepEqual([last().body.query, last().body.changes], [{}, []]);
  await served();
  assert.deepEqual(tab.work, FIRST);
});

test("a change that is answered soon is never marked as waiting", async () => {
  const tab = opened();
  await served();
  tab.send(edit(1));
  mock.timers.tick(59);
  await served();
  mock.timers.tick(1000);
  assert.equal(tab.marked, 0);
  tab.send(edit(2));
  mock.timers.tick(59);
  assert.equal(tab.marked, 0);
  mock.timers.tick(1);
  assert.equal(tab.marked, 1);
});

test("a long run takes several answers, and is one change that can be undone", async () => {
  const { send, tab } = opened();
  await served();
  send({ type: "run", to: 26 });
  assert.deepEqual(tab.waiting, [{ type: "run", to: 26 }]);
  const bodies = await served();
  const started = bodies.filter(({ changes }) => changes.length > 0).map(({ work }) => work.iterations.length);
  assert.deepEqual(started, [1, 11, 21]);
  assert.deepEqual([tab.work.iterations.length, tab.waiting], [26, []]);
  send({ type: "undo" });
  await served();
  assert.equal(tab.work.iterations.length, 1);
  send({ type: "redo" });
  await served();
  assert.equal(tab.work.iterations.length, 26);
});

test("a run that is stopped stays where it is, and can be gone on with", async () => {
  const { send, stop, tab } = opened();
  await served();
  send({ type: "run", to: 101 });
  await last().answer(answerTo(last().body));
  stop();
  await served();
  // What was under way when it was stopped is answered.
  assert.deepEqual([tab.work.iterations.length, tab.waiting], [21, []]);
  send({ type: "run", to: 26 });
  await served();
  assert.equal(tab.work.iterations.length, 26);
});

test("who types during a run ends it, and types into the iteration that is seen", async () => {
  const { send, tab } = opened();
  await served();
  send({ type: "run", to: 101 });
  await last().answer(answerTo(last().body));
  assert.equal(tab.iteration, 11);
  send({ type: "fill", name: "X", rule: "zeros", seed: 1 });
  const bodies = await served();
  assert.deepEqual(
    bodies.flatMap(({ changes }) => changes),
    [
      { type: "run", to: 101 },
      { type: "fill", name: "X", rule: "zeros", seed: 1, iteration: 11 },
    ],
    "what was under way is answered",
  );
  assert.deepEqual(tab.waiting, []);
});

test("a run ends where the numbers leave the finite range", async () => {
  stuck = 15;
  const { send, tab } = opened();
  await served();
  send({ type: "run", to: 101 });
  await served();
  assert.deepEqual([tab.work.iterations.length, tab.waiting], [15, []]);
  stuck = 1000;
});

test("a run goes on after a reload", async () => {
  const { send } = opened();
  await served();
  send({ type: "run", to: 26 });
  await last().answer(answerTo(last().body));
  const { tab } = again();
  await served();
  assert.deepEqual([tab.work.iterations.length, tab.waiting], [26, []]);
});
