/*
 * Stands in the head of every page and runs before anything is painted: what a person has chosen once holds on every
 * page, from the first paint on. It is kept in this browser.
 *
 * The theme: Streamlit follows the system's, and nobody can tell it another one while it runs. So whoever asks the
 * browser for the system's scheme is told the chosen one, and hears of a change as if the system had changed.
 */
(() => {
  const PREFIX = "backprop-visualizer.";
  const SCHEME = /^\s*\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)\s*$/;
  const THEMES = ["light", "dark"];
  const LANGUAGES = ["en", "zh"];
  const changes = new EventTarget();
  const ask = window.matchMedia.bind(window);
  const system = ask("(prefers-color-scheme: dark)");

  /**
   * @param {string} key
   * @param {string[]} options
   */
  function read(key, options) {
    try {
      return options.find((option) => option === localStorage.getItem(PREFIX + key)) ?? "";
    } catch {
      // The browser stores nothing.
      return "";
    }
  }

  /**
   * @param {string} key
   * @param {string} value empty to forget it
   */
  function store(key, value) {
    try {
      if (value) localStorage.setItem(PREFIX + key, value);
      else localStorage.removeItem(PREFIX + key);
    } catch {
      // Then the choice holds for this page only.
    }
  }

  let theme = read("theme", THEMES);

  /** The theme that an embedding page asks for, as Streamlit reads it. */
  function embedded() {
    const asked = new URLSearchParams(location.search).getAll("embed_options");
    return THEMES.find((name) => asked.includes(`${name}_theme`)) ?? "";
  }

  function shown() {
    return embedded() || theme || (system.matches ? "dark" : "light");
  }

  function show() {
    document.documentElement.dataset.theme = shown();
    changes.dispatchEvent(new Event("change"));
  }

  /** @param {string} value light, dark, or empty to follow the system */
  function chooseTheme(value) {
    theme = value;
    store("theme", value);
    show();
  }

  /** What the browser answers when it is asked for the system's scheme. */
  class Scheme extends EventTarget {
    /**
     * @param {string} media
     * @param {string} scheme
     */
    constructor(media, scheme) {
      super();
      this.media = media;
      this.scheme = scheme;
      this.told = this.matches;
      /** @type {((event: Event) => void) | null} */
      this.onchange = null;
      changes.addEventListener("change", () => this.tell());
    }

    get matches() {
      return shown() === this.scheme;
    }

    tell() {
      if (this.told === this.matches) return;
      this.told = this.matches;
      const event = Object.assign(new Event("change"), { matches: this.matches, media: this.media });
      this.dispatchEvent(event);
      this.onchange?.(event);
    }

    /** @param {EventListener} listener */
    addListener(listener) {
      this.addEventListener("change", listener);
    }

    /** @param {EventListener} listener */
    removeListener(listener) {
      this.removeEventListener("change", listener);
    }
  }

  window.matchMedia = (query) => {
    const scheme = SCHEME.exec(query)?.[1];
    return scheme ? /** @type {MediaQueryList} */ (new Scheme(query, scheme)) : ask(query);
  };

  /**
   * The language of a page: that of its address, else the chosen one, else the first that the browser asks for.
   * @param {string | null} [asked] by the address
   */
  function language(asked) {
    const wanted = [asked ?? "", read("language", LANGUAGES), ...navigator.languages];
    const known = wanted.map((word) => word.trim().toLowerCase().split(/[-_]/)[0]);
    return known.find((word) => LANGUAGES.includes(String(word))) ?? "en";
  }

  Object.assign(globalThis, {
    chosen: {
      theme: () => theme,
      chooseTheme,
      language,
      chooseLanguage: (/** @type {string} */ lang) => store("language", lang),
      forget: () => chooseTheme(""),
    },
  });
  system.addEventListener("change", show);
  // Another tab has chosen.
  addEventListener("storage", ({ key }) => {
    if (key !== null && key !== `${PREFIX}theme`) return;
    theme = read("theme", THEMES);
    show();
  });
  show();
})();
