/**
 * Groups of equations, drawn over the graph. All folded, they have a picture of their own. Folded one by one, each
 * stands where its values stood, and nothing else moves.
 */

import { label } from "../core/boxes.js";
import { el, keepFocus, svg, updateAttribute } from "../core/dom.js";
import { currentStep, isReached, nodeOf } from "../core/model.js";
import { drawHandles } from "./group-handles.js";
import { groupsOf, titleOf } from "./zoom.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Group} Group */
/** @typedef {import("../core/types.js").Rect} Rect */
/** @typedef {import("./graph.js").Drawing} Drawing */
/** @typedef {{id: string, part: string, group: Group | null, names: string[], at: Rect, element: HTMLElement}} Part */
/** @typedef {{from: string[], to: string[], cross: boolean, path: SVGPathElement}} Arrow */
/**
 * @typedef {object} GroupPicture
 * @property {"grouped" | "mixed"} name
 * @property {number} width
 * @property {number} height
 * @property {HTMLElement} over
 * @property {SVGSVGElement} under
 * @property {Part[]} parts
 * @property {Arrow[]} arrows
 */

/** The font size of a title, in the units of the picture of groups and of the graph. */
const TEXT = 15.5;
const SMALL = 13.5;

/**
 * Draw the picture of all groups folded, and the groups that are folded in the graph. Both are laid out once; a zoom
 * shows one and hides the other.
 * @param {Player} player
 * @param {Drawing} drawing
 */
export function createGroups(player, drawing) {
  const { store } = player;
  const { figure, see } = store.state.structure;
  const own = see.folding.frame;
  const shared = [figure.layout.width, figure.layout.height];
  const { picture } = drawing;
  const views = picture.closest(".views");
  const grouped = createPicture("grouped", own, TEXT);
  const mixed = createPicture("mixed", shared, SMALL);
  const alone = el("div", { class: "groups" }, grouped.under, grouped.over);
  /** @type {ReadonlySet<string> | null} */
  let folded = null;
  function fold() {
    const { state } = store;
    const all = state.zoom === "layers";
    const held = heldHandle(views);
    if (!all && folded !== state.folded) refold();
    show();
    const handle = held && (all ? grouped : mixed).over.querySelector(`.handle[data-group="${CSS.escape(held)}"]`);
    if (handle instanceof HTMLElement) handle.focus();
  }
  function refold() {
    const { state } = store;
    const parts = foldedParts(player);
    folded = state.folded;
    hide(state, drawing);
    fill(player, mixed, parts, foldedArrows(state, parts, drawing));
  }
  function show() {
    showPicture(store.state, store.state.zoom === "layers" ? grouped : mixed);
  }
  const parts = allParts(player);
  fill(player, grouped, parts, allArrows(store.state, parts));
  picture.append(mixed.under, mixed.over);
  views?.append(alone);
  fold();
  return {
    fold,
    show,
    remove: () => alone.remove(),
    point(/** @type {string | null} */ name) {
      const shown = name && nodeOf(store.state, name);
      for (const { names, element } of [...grouped.parts, ...mixed.parts])
        element.classList.toggle("pointed", shown !== null && names.includes(shown));
    },
  };
}

/**
 * Find the group whose handle has the focus, so that it keeps the focus when it is drawn again.
 * @param {Element | null} views
 */
function heldHandle(views) {
  return views?.querySelector(".handle:focus")?.getAttribute("data-group") ?? null;
}

/**
 * @param {GroupPicture["name"]} name
 * @param {readonly number[]} frame
 * @param {number} text
 * @returns {GroupPicture}
 */
function createPicture(name, [width = 1, height = 1], text) {
  const over = el("div", { class: `folds ${name}` });
  const under = svg("svg", { class: "arrows", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  over.style.setProperty("--ratio", String(width / height));
  over.style.setProperty("--text", String(text / width));
  return { name, width, height, over, under, parts: [], arrows: [] };
}

/**
 * @param {Player} player
 * @param {GroupPicture} picture
 * @param {Part[]} parts
 * @param {Arrow[]} arrows
 */
function fill(player, picture, parts, arrows) {
  const { name, width, height, over, under } = picture;
  Object.assign(picture, { parts, arrows });
  under.replaceChildren(...arrows.map(({ path }) => path));
  over.replaceChildren(
    ...parts.map((part) => placed(part.element, part.at, width, height)),
    ...drawHandles(player, name === "grouped", width, height),
  );
}

/**
 * @param {State} state
 * @param {GroupPicture} picture
 */
function showPicture(state, { parts, arrows }) {
  for (const part of parts) showPart(state, part);
  for (const arrow of arrows) showArrow(state, arrow);
}

/**
 * @param {Player} player
 * @returns {Part[]}
 */
function allParts(player) {
  const { folding } = player.store.state.structure.see;
  const groups = new Map(folding.groups.map((group) => [group.id, group]));
  return folding.nodes.map(({ id, names, shown, at }) => {
    const [home = "", part = ""] = id.split(/\.(?=given$|ahead$|back$)/);
    const group = groups.get(home) ?? null;
    return { id, part: part || "alone", group, names, at, element: drawPart(player, group, part, names, shown) };
  });
}

/**
 * @param {Player} player
 * @returns {Part[]}
 */
function foldedParts(player) {
  const { state } = player.store;
  const shown = new Map(state.structure.see.folding.nodes.map((node) => [node.id, node.shown]));
  return groupsOf(state)
    .filter(({ id }) => state.folded.has(id))
    .flatMap((group) =>
      /** @type {const} */ (["ahead", "back"]).flatMap((part) => {
        const at = group.fold[part];
        const names = group[part];
        return at
          ? [
              {
                id: `${group.id}.${part}`,
                part,
                group,
                names,
                at,
                element: drawPart(player, group, part, names, shown.get(`${group.id}.${part}`) ?? names),
              },
            ]
          : [];
      }),
    );
}

/**
 * @param {Player} player
 * @param {Group | null} group
 * @param {string} part
 * @param {string[]} names
 * @param {string[]} shown the names that are written on it
 */
function drawPart(player, group, part, names, shown) {
  const { state } = player.store;
  const titled = group !== null && part !== "given";
  const written = shown.map((name) => label(state, name));
  const said = [
    titled ? titleOf(player, group) : "",
    part === "back" ? player.text("phase.backward") : "",
    names.map((name) => state.structure.names[name]?.plain).join(" "),
  ]
    .filter(Boolean)
    .join(", ");
  const button = el(
    "button",
    { type: "button", class: `part ${part || "alone"}`, "data-name": names[0], "aria-label": said, title: said },
    titled ? el("b", {}, titleOf(player, group)) : null,
    el("span", { class: "names" }, names.length > shown.length ? "… " : null, ...written),
  );
  keepFocus(button);
  button.addEventListener("click", () => names[0] && player.visit(names[0]));
  button.addEventListener("pointerenter", () => names.length === 1 && player.point(names[0] ?? null));
  button.addEventListener("pointerleave", () => player.point(null));
  return button;
}

/**
 * @param {HTMLElement} element
 * @param {Rect} at
 * @param {number} width
 * @param {number} height
 */
function placed(element, [x, y, wide, high], width, height) {
  Object.assign(element.style, {
    left: `${(100 * x) / width}%`,
    top: `${(100 * y) / height}%`,
    width: `${(100 * wide) / width}%`,
    height: `${(100 * high) / height}%`,
  });
  return element;
}

/**
 * Hide the nodes and edges that are inside a folded group.
 * @param {State} state
 * @param {Drawing} drawing
 */
function hide(state, drawing) {
  const away = folded(state);
  const mark = (/** @type {Element} */ group, /** @type {boolean} */ on) =>
    updateAttribute(group, "data-away", on ? "" : null);
  for (const { name, group } of drawing.nodes) mark(group, away.has(name));
  for (const { from, to, group } of drawing.edges) mark(group, away.has(from) || away.has(nodeOf(state, to)));
}

/** @param {State} state */
function folded(state) {
  return new Set(
    groupsOf(state)
      .filter(({ id }) => state.folded.has(id))
      .flatMap(({ ahead, back }) => [...ahead, ...back]),
  );
}

/**
 * @param {State} state
 * @param {Part[]} parts
 * @returns {Arrow[]}
 */
function allArrows(state, parts) {
  const names = new Map(parts.map((part) => [part.id, part.names]));
  return state.structure.see.folding.edges.map(({ from, to, path, cross }) => ({
    from: names.get(from) ?? [],
    to: names.get(to) ?? [],
    cross,
    path: svg("path", { d: path }),
  }));
}

/**
 * The arrows of the graph that begin or end at a folded group, each once.
 * @param {State} state
 * @param {Part[]} parts
 * @param {Drawing} drawing
 * @returns {Arrow[]}
 */
function foldedArrows(state, parts, drawing) {
  const { arrows } = state.structure.see.folding;
  const partOf = new Map(parts.flatMap((part) => part.names.map((name) => [name, part])));
  const endAt = (/** @type {string} */ name) => partOf.get(name) ?? { id: name, names: [name] };
  /** @type {Map<string, Arrow>} */
  const drawn = new Map();
  for (const { from, to, kind } of drawing.edges) {
    const a = endAt(from);
    const b = endAt(nodeOf(state, to));
    const ends = `${a.id} ${b.id}`;
    const path = arrows[ends];
    const known = drawn.get(ends);
    if (known) known.cross &&= kind === "cross";
    else if (path)
      drawn.set(ends, { from: a.names, to: b.names, cross: kind === "cross", path: svg("path", { d: path }) });
  }
  return [...drawn.values()];
}

/**
 * @param {State} state
 * @param {Part} part
 */
function showPart(state, { part, group, names, element }) {
  const step = currentStep(state);
  const shown = nodeOf(state, step.name);
  const now = names.includes(shown);
  const reads = !now && step.reads.some((name) => names.includes(name));
  const classes = [
    "part",
    part,
    now ? `now ${step.phase}` : reads ? `reads ${step.phase}` : "",
    names.some((name) => isReached(state, name)) ? "" : "unreached",
  ];
  updateAttribute(element, "class", classes.filter(Boolean).join(" "));
  updateAttribute(element, "aria-current", now ? "step" : null);
  updateAttribute(element, "data-group", group?.id ?? null);
}

/**
 * @param {State} state
 * @param {Arrow} arrow
 */
function showArrow(state, { from, to, cross, path }) {
  const step = currentStep(state);
  const now = to.includes(nodeOf(state, step.name)) && from.some((name) => step.reads.includes(name));
  const reached = to.some((name) => isReached(state, name)) && from.some((name) => isReached(state, name));
  const kind = to[0] && state.structure.names[to[0]]?.kind === "gradient" ? "gradient" : "";
  updateAttribute(
    path,
    "class",
    [kind, now ? `now ${step.phase}` : cross ? "cross" : "", reached ? "" : "unreached"].filter(Boolean).join(" ") ||
      null,
  );
}
