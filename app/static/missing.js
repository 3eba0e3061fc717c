/*
 * Stands in the head of every page: where the address that a person typed is that of no page, the server leads here and
 * tells it as the last parameter (`app/serving/page_names.py`). It is taken out of the address, so that neither a reload
 * nor a link tells it again, and is left for `app/player/static/head/opened.js` to say.
 */
(() => {
  const { pathname, search, hash } = location;
  const [told] = /[?&]no-page=[^&]*$/.exec(search) ?? [];
  if (told === undefined) return;
  Object.assign(globalThis, { missingPage: new URLSearchParams(told).get("no-page") });
  history.replaceState(history.state, "", pathname + search.slice(0, -told.length) + hash);
})();
