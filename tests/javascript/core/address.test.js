/** The address of the page: the work's parameters, and how it is looked at. */

import assert from "node:assert/strict";
import process from "node:process";
import { beforeEach, mock, test } from "node:test";

import { CHECKING, addressOf, shortened, showAddress, tooLong } from "../../../app/player/static/core/address.js";
import { parametersOf, repeatedIn } from "../../../app/player/static/core/parameters.js";
import { tellViewKeys } from "./view-keys.js";
import { openPage } from "./fakes.js";

const HOME = "https://example.org/app/";
let page;

beforeEach(() => {
  page = openPage(HOME);
  tellViewKeys();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("the parameters of the page are read", () => {
  globalThis.location = new URL(`${HOME}?net=2-3-2&typed=X%3A0%3A0%3A1.5&lang=zh`);
  assert.deepEqual(parametersOf(), { net: "2-3-2", typed: "X:0:0:1.5", lang: "zh" });
});

test("of a parameter that is there more than once the last counts, and it is told", () => {
  const search = "?net=2-3-2&seed=7&net=2-4-2&lang=zh&lang=zh&embed_options=a&embed_options=b&=&=x";
  assert.deepEqual(parametersOf(search), { net: "2-4-2", seed: "7", lang: "zh", embed_options: "b", "": "x" });
  assert.deepEqual(repeatedIn(search), ["net", ""]);
});

test("a key with capitals or spaces counts where there is no other, as for the server", () => {
  assert.deepEqual(parametersOf("?LANG=zh&%20At=5&Net=2-3-2&net=2-4-2"), {
    lang: "zh",
    at: "5",
    Net: "2-3-2",
    net: "2-4-2",
  });
});

test("the server leads to the check with the parameter that opens it", () => {
  assert.deepEqual(CHECKING, JSON.parse(process.env.CHECKING ?? ""));
});

test("a work as usual has the address of the page", () => {
  assert.equal(addressOf({}, {}), HOME);
});

test("an address can be read by people", () => {
  const query = { example: "norm", typed: "X:0:0:1.5,W1:0:1:-2:3" };
  const view = { step: "gradW2", selected: "gradW2:0:1", library: "torch", speed: 0.5, present: true };
  assert.equal(
    addressOf(query, view),
    `${HOME}?example=norm&typed=X:0:0:1.5,W1:0:1:-2:3&step=gradW2&at=gradW2:0:1&code=torch&speed=0_5&present=1`,
  );
});

test("what is about another work goes, what is about the page stays", () => {
  globalThis.location = new URL(`${HOME}?embed=true&typed=X:0:0:9&picture=matrices#here`);
  assert.equal(addressOf({ seed: "7" }, {}), `${HOME}?embed=true&seed=7#here`);
});

test("every letter that is typed comes back", () => {
  const rest = "a+b/c=d &?#%3A é数";
  globalThis.location = new URL(addressOf({ rest }, {}));
  assert.deepEqual(parametersOf(), { rest });
});

test("an address that is too long is shortened by its longest parts, and says of which numbers it is", () => {
  const typed = (/** @type {number} */ first) => [first, ...Array(5000).keys()].map((k) => `W1:0:${k}:1.5`).join();
  const query = { net: "70-70-2", typed: typed(1), rest: "x".repeat(4000), lesson: "mnist" };
  const whole = addressOf(query, { step: "gradW2" });
  const { length, most } = tooLong(whole) ?? {};
  assert.deepEqual([length, most], [whole.length, 4000]);
  const short = shortened(whole);
  assert.match(short, /\?net=70-70-2&lesson=mnist&step=gradW2&numbers=[0-9a-z]{7}$/);
  assert.equal(shortened(addressOf({ ...query }, { step: "gradW2" })), short, "the same work has the same address");
  assert.notEqual(shortened(addressOf({ ...query, typed: typed(2) }, { step: "gradW2" })), short);
});

test("an address of just the greatest length stays as it is", () => {
  const longest = addressOf({ rest: "x".repeat(4000 - `${HOME}?rest=`.length) }, {});
  assert.deepEqual([longest.length, shortened(longest), tooLong(longest)], [4000, longest, null]);
  const longer = `${longest}x`;
  assert.deepEqual(tooLong(longer), { length: 4001, most: 4000 });
  assert.match(shortened(longer), /\/app\/\?numbers=[0-9a-z]{7}$/);
});

test("the address is shown when the hand rests", () => {
  let address = `${HOME}?seed=1`;
  const asked = mock.fn(() => address);
  const { soon: show } = showAddress(asked);
  for (let k = 0; k < 5; k += 1) {
    show();
    mock.timers.tick(249);
  }
  assert.equal(asked.mock.callCount(), 0);
  address = `${HOME}?seed=2`;
  mock.timers.tick(1);
  assert.deepEqual(page.visited, [`replaced ${HOME}?seed=2`]);
  show();
  mock.timers.tick(250);
  assert.equal(page.visited.length, 1, "the same address is not written again");
});

test("an address that is not known yet is not shown", () => {
  showAddress(() => null).soon();
  mock.timers.tick(250);
  assert.deepEqual(page.visited, []);
});

test("another lesson or stop is a step of the browser's history, all else is not", () => {
  let query = "";
  const { soon: show } = showAddress(() => HOME + query);
  const addresses = ["?lesson=mnist&stop=a", "?lesson=mnist&stop=a&step=L", "?lesson=mnist&stop=b", "?seed=1"];
  for (query of addresses) {
    show();
    mock.timers.tick(250);
  }
  const ways = page.visited.map((visit) => visit.split(" ")[0]);
  assert.deepEqual(ways, ["replaced", "replaced", "pushed", "pushed"], "the first is the page's own");
});

test("a stop that is left before its address is written has an entry too", () => {
  const page = openPage(`${HOME}?lesson=cmu-toy`);
  const address = showAddress(() => `${HOME}?lesson=cmu-toy&stop=second`);
  address.first(`${HOME}?lesson=cmu-toy&stop=first`);
  address.first(`${HOME}?lesson=cmu-toy&stop=none`);
  address.soon();
  mock.timers.tick(250);
  assert.deepEqual(page.visited, [
    `replaced ${HOME}?lesson=cmu-toy&stop=first`,
    `pushed ${HOME}?lesson=cmu-toy&stop=second`,
  ]);
});
