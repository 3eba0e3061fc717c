/** What a tab keeps of the work, in a storage of its own. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { forgetAll, keepPart, keepWith, readKept, readPart } from "../../../app/player/static/core/kept.js";
import { fakeStorage, openPage } from "./fakes.js";

const KEY = "backprop-visualizer.work";
const KEPT = { version: 1, work: { version: 1 }, history: { past: [{ lesson: "", part: {} }], future: [] } };
let page;

beforeEach(() => {
  page = openPage();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("what is kept is read again", () => {
  assert.equal(readKept(), null);
  keepWith(() => KEPT)();
  mock.timers.tick(200);
  assert.deepEqual(readKept(), KEPT);
});

test("many changes in a row are written once, as they are then, and not at once", () => {
  let typed = 0;
  const asked = mock.fn(() => ({ ...KEPT, typed }));
  const keep = keepWith(asked);
  for (typed = 1; typed <= 3; typed += 1) {
    keep();
    mock.timers.tick(60);
  }
  assert.equal(asked.mock.callCount(), 0);
  mock.timers.tick(20);
  assert.equal(asked.mock.callCount(), 1);
  assert.equal(readKept().typed, 4);
  mock.timers.tick(1000);
  assert.equal(asked.mock.callCount(), 1);
  keep();
  mock.timers.tick(200);
  assert.equal(asked.mock.callCount(), 2);
});

test("a page that is left or hidden writes at once", () => {
  const asked = mock.fn(() => KEPT);
  const keep = keepWith(asked);
  keep();
  page.tell("pagehide");
  assert.deepEqual(readKept(), KEPT);
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(asked.mock.callCount(), 1, "it is shown again");
  document.hidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  mock.timers.tick(1000);
  assert.equal(asked.mock.callCount(), 2, "nothing is left to write later");
});

test("before there is a work nothing is written", () => {
  keepWith(() => null)();
  mock.timers.tick(200);
  assert.deepEqual(Object.keys(sessionStorage), []);
});

test("what cannot be read is as if nothing were kept", () => {
  for (const text of ["{", "null", "7", '{"version": 2, "work": {}}', '{"version": 1}', '{"work": {}}']) {
    sessionStorage.setItem(KEY, text);
    assert.equal(readKept(), null, text);
  }
});

test("with little room the work is kept without its history", () => {
  globalThis.sessionStorage = fakeStorage(JSON.stringify(KEPT).length - 1);
  keepWith(() => KEPT)();
  mock.timers.tick(200);
  assert.deepEqual(readKept(), { ...KEPT, history: { past: [], future: [] } });
});

test("without any room the page goes on, and that is told once", () => {
  globalThis.sessionStorage = fakeStorage(0);
  const full = mock.fn();
  const keep = keepWith(() => KEPT, full);
  for (let k = 0; k < 2; k += 1) {
    keep();
    mock.timers.tick(200);
  }
  assert.equal(readKept(), null);
  assert.equal(full.mock.callCount(), 1);
});

test("a browser that allows no storage is not told of every time", () => {
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    get() {
      throw Object.assign(new Error("not allowed"), { name: "SecurityError" });
    },
  });
  const full = mock.fn();
  keepWith(() => KEPT, full)();
  mock.timers.tick(200);
  delete globalThis.sessionStorage;
  assert.equal(full.mock.callCount(), 0);
});

test("everything of this app is forgotten, and nothing else", () => {
  for (const storage of [sessionStorage, localStorage]) {
    storage.setItem(KEY, "1");
    storage.setItem("backprop-visualizer.digits", "3");
    storage.setItem("another-app", "stays");
  }
  forgetAll();
  for (const storage of [sessionStorage, localStorage]) assert.deepEqual(Object.keys(storage), ["another-app"]);
});

test("what a room keeps is read again, taken away, and forgotten with everything", () => {
  assert.equal(readPart("room"), null);
  assert.equal(keepPart("room", { text: "dW2" }), true);
  assert.deepEqual(readPart("room"), { text: "dW2" });
  keepPart("room", null);
  assert.equal(readPart("room"), null);
  keepPart("room", { text: "dW2" });
  forgetAll();
  assert.equal(readPart("room"), null);
});

test("a room for which there is no place is told, and nothing older stays", () => {
  keepPart("room", { text: "old" });
  const kept = sessionStorage;
  globalThis.sessionStorage = Object.assign(fakeStorage(0), kept);
  assert.equal(keepPart("room", { text: "new" }), false);
  assert.equal(readPart("room"), null);
});
