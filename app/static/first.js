/*
 * Stands in the head of the first document and runs before the player's script is there: it asks for the first answer,
 * and holds back Streamlit's own script, which would take the processor from the player.
 */
(() => {
  const { chosen } = /** @type {{chosen: {language: (asked?: string) => string}}} */ (
    /** @type {unknown} */ (globalThis)
  );
  const KEPT = "backprop-visualizer.work";
  /** Milliseconds after which Streamlit begins, whether the player is there or not. */
  const AT_LAST = 5000;

  /** A tab that has kept a work asks for that one instead, with the player's script. */
  function hasKept() {
    try {
      return sessionStorage.getItem(KEPT) !== null;
    } catch {
      return false;
    }
  }

  function askFirst() {
    const query = Object.fromEntries(new URLSearchParams(location.search));
    const lang = chosen.language(query.lang);
    const questions = { address: { kind: "address" } };
    const body = JSON.stringify({ version: 1, query, changes: [], questions, lang });
    const response = fetch("answer", { method: "POST", headers: { "content-type": "application/json" }, body });
    // A failure before anybody waits is no error yet; whoever waits later still hears of it.
    response.catch(() => undefined);
    return { body, response };
  }

  /** The code of a lesson that the address names is fetched beside the player's own. */
  function fetchLesson() {
    const { lesson = "" } = document.currentScript?.dataset ?? {};
    if (!new URLSearchParams(location.search).has("lesson")) return;
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: lesson }));
  }

  let hasBegun = false;
  function beginStreamlit() {
    const held = document.getElementById("streamlit-held");
    if (hasBegun || !(held instanceof HTMLTemplateElement)) return;
    hasBegun = true;
    const first = document.getElementById("first");
    // Without the player its place would only hide what Streamlit shows.
    if (!first?.shadowRoot?.querySelector(".shell")) first?.remove();
    document.head.append(held.content.cloneNode(true));
  }

  Object.assign(globalThis, { beginStreamlit, ...(!hasKept() && { firstAnswer: askFirst() }) });
  fetchLesson();
  setTimeout(beginStreamlit, AT_LAST);
})();
