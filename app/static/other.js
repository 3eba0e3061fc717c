/* Stands in the head of the pages that Streamlit draws: they read their language from the address. */
(() => {
  const { chosen } = /** @type {{chosen: {language: (asked?: string | null) => string}}} */ (
    /** @type {unknown} */ (globalThis)
  );
  const url = new URL(location.href);
  if (url.searchParams.has("lang")) return;
  url.searchParams.set("lang", chosen.language());
  history.replaceState(history.state, "", url);
})();
