/** The iteration in the address of the page: where a training begins, and where it is found again. */

import { parametersOf } from "../core/parameters.js";

/** Milliseconds until the address is written. */
const AFTER = 400;

/** The iteration that the address named when it was last read or written. @type {number | null} */
let addressed = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Where a training begins: as the address says, where that is another one than before. While a page is drawn again, the
 * training may have gone on, and the address not yet.
 * @param {import("./run.js").Run} run
 */
export function whereTo(run) {
  const asked = askedFor();
  const isAsked = asked !== null && (run.seen === null || asked !== addressed);
  addressed = asked;
  return isAsked ? asked : run.done;
}

/** The iteration that the address names; null where it names none. */
function askedFor() {
  const { at = "" } = parametersOf();
  return /^0*\d{1,7}$/.test(at) ? Number(at) : null;
}

/** @param {number} done the iteration that is shown, which the address names soon */
export function writeAddress(done) {
  clearTimeout(timer);
  timer = setTimeout(() => addressNow(done), AFTER);
}

/** @param {number} done */
export function addressNow(done) {
  const url = new URL(location.href);
  if (!url.pathname.endsWith("/train") || parametersOf().at === String(done)) return;
  url.searchParams.set("at", String(done));
  addressed = done;
  history.replaceState(history.state, "", url);
}

/** Leave the address as it is. */
export function forgetAddress() {
  clearTimeout(timer);
}
