/** What stands in the place of the browser: its storage, its page, its network. */

import { setImmediate } from "node:timers";

/**
 * A storage that has room for so many letters.
 * @param {number} room
 */
export function fakeStorage(room = Infinity) {
  return Object.create({
    getItem(key) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(key, text) {
      if (text.length > room) throw Object.assign(new Error("it is full"), { name: "QuotaExceededError" });
      this[key] = text;
    },
    removeItem(key) {
      delete this[key];
    },
  });
}

/**
 * A page at an address, with its own events, storage and history.
 * @param {string} address
 */
export function openPage(address = "https://example.org/app/") {
  const events = new EventTarget();
  const visited = [];
  const go = (state, title, next) => void (globalThis.location = new URL(next));
  Object.assign(globalThis, {
    addEventListener: events.addEventListener.bind(events),
    document: Object.assign(new EventTarget(), { hidden: false }),
    location: new URL(address),
    history: {
      state: null,
      replaceState: (...parts) => (visited.push(`replaced ${parts[2]}`), go(...parts)),
      pushState: (...parts) => (visited.push(`pushed ${parts[2]}`), go(...parts)),
    },
    sessionStorage: fakeStorage(),
    localStorage: fakeStorage(),
  });
  Object.defineProperty(globalThis, "navigator", {
    value: { language: "en-GB", onLine: true },
    configurable: true,
  });
  return { visited, tell: (name) => events.dispatchEvent(new Event(name)) };
}

/** A network whose requests wait until they are answered, or fail. */
export function openNetwork() {
  const requests = [];
  globalThis.fetch = (address, { body, signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      requests.push({
        body: JSON.parse(body),
        async answer(data, status = 200, headers = {}) {
          resolve(new Response(JSON.stringify(data), { status, headers }));
          await rest();
        },
        async fail() {
          reject(new TypeError("no network"));
          await rest();
        },
      });
    });
  return requests;
}

/** Let everything run that waits for nothing but its turn. */
export async function rest() {
  for (let k = 0; k < 5; k += 1) await new Promise((resolve) => void setImmediate(resolve));
}
