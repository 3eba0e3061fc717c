/** Reads all that can be seen of the player; null while an answer is to come. */

() => {
  const within = (root) =>
    root.querySelector(".player .shell")
      ? root
      : [...root.querySelectorAll("*")].map((e) => e.shadowRoot && within(e.shadowRoot)).find(Boolean);
  const root = within(document);
  if (!root || root.querySelector(".shell[data-waits]")) return null;
  const all = (selector) => [...root.querySelectorAll(`.player ${selector}`)];
  const isShown = (e) =>
    e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest(".views > .stored, .welcome");
  const PASSING = /^(pointed|touched|lit|fed|along|in|out|focus.*|playing|warm|awake)$/;
  const classes = (e) =>
    [...e.classList]
      .filter((name) => !PASSING.test(name))
      .sort()
      .join(" ");
  const name = (e) => e.getAttribute("aria-label") ?? (e.innerText || e.title || e.textContent || "").trim();
  const flags = (e) =>
    ["checked", "pressed", "selected", "disabled", "current", "expanded"]
      .filter((flag) => e.hasAttribute(`aria-${flag}`))
      .map((flag) => `${flag}=${e.getAttribute(`aria-${flag}`)}`)
      .join(" ");
  const cell = (td) =>
    [td.dataset.key, td.innerText, classes(td), td.dataset.check ?? "", td.dataset.before ?? "", td.title].join(" | ");
  const boxes =
    ".drawer, .panel, .overlay-line, .practice, .lesson, .present-bar, .builder, .settings, dialog, .notice" +
    ", .found, .detail, .neurons, .tiles, .groups, .graph-box, .head, .code, .sentence, .formula-line, .written";
  // What is only read aloud says what happened last, not what is there.
  const texts = () => {
    const walker = document.createTreeWalker(root.querySelector(".player"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (data.trim() && !parentElement.closest(".unseen, style") && isShown(parentElement)) found.push(data.trim());
    }
    return found;
  };
  return {
    texts: texts(),
    numbers: all(".numbers td[data-key], .panel td[data-key], .lesson td").filter(isShown).map(cell),
    tints: all(".numbers td[data-key]")
      .filter(isShown)
      .map((td) => getComputedStyle(td).backgroundColor),
    graph: all(".graph .node[data-name]")
      .filter(isShown)
      .map((e) => `${e.dataset.name} | ${classes(e)} | ${e.textContent}`),
    entries: all(":is(.graph, .neurons, .tiles) [data-key]")
      .filter(isShown)
      .map((e) => `${e.dataset.key} | ${classes(e)} | ${e.getAttribute("fill") ?? ""} | ${e.textContent}`),
    timeline: all(".timeline [data-step]").map((e) => `${e.dataset.step} | ${classes(e)} | ${e.textContent}`),
    buttons: all(":is(button, [role=radio], [role=switch], [role=treeitem], summary)")
      .filter((e) => isShown(e) && !e.closest(".timeline"))
      .map((e) => `${name(e)} | ${flags(e)}`),
    fields: all(":is(input, textarea, select)")
      .filter(isShown)
      .map((e) => `${name(e)} | ${e.type === "checkbox" ? e.checked : e.value}`),
    open: [...new Set(all(boxes).filter(isShown).map(classes))],
    player: [...root.querySelectorAll(".player, .player .shell")].map(classes),
    address: location.search,
  };
};
