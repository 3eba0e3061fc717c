/**
 * The graph of the program: the values that are computed already, the current one and those that it reads. A step only
 * changes classes.
 */

import { assign, el, keepFocus, svg, updateAttribute } from "../core/dom.js";
import { currentStep, isReached, nameOf, nodeOf, shapeOf } from "../core/model.js";
import { hasModifier, moveTabStop } from "../core/roving.js";
import { hasChanged } from "../core/store.js";
import { createCamera } from "./camera.js";
import { drawFigure } from "./figure.js";

/** @typedef {import("../core/types.js").Player} Player */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {{name: string, group: SVGGElement, x: number, y: number, width: number, height: number}} GraphNode */
/** @typedef {{from: string, to: string, kind: string, group: SVGGElement}} GraphEdge */
/** @typedef {{picture: HTMLElement, nodes: GraphNode[], edges: GraphEdge[]}} Drawing */
/** @typedef {ReturnType<typeof drawFigure>["shapes"]} Shapes */

/**
 * @param {Player} player
 * @param {(drawing: Drawing) => void} drawn is called with every new drawing
 * @returns {HTMLElement}
 */
export function createGraph(player, drawn) {
  const host = el("div", { class: "graph" });
  const box = el("div", { class: "graph-box", role: "group", "aria-label": player.text("graph") }, host);
  const camera = createCamera(player, box, host);
  let drawing = build();

  function build() {
    const { figure } = player.store.state.structure;
    host.style.setProperty("--wide", String(figure.layout.width));
    host.style.setProperty("--high", String(figure.layout.height));
    const { picture, shapes } = drawFigure(figure);
    const place = el("div", {}, picture);
    host.replaceChildren(place);
    const made = collect(player, shapes);
    const { steps } = player.store.state.structure;
    camera.begin(steps.map((step) => shownAt(player.store.state, step, made.nodes)));
    return { picture: place, ...made };
  }
  function show() {
    showNodes(player.store.state, drawing.nodes);
    showEdges(player.store.state, drawing.edges);
    const step = currentStep(player.store.state);
    const now = nodeOf(player.store.state, step.name);
    camera.follow(
      shownAt(player.store.state, step, drawing.nodes),
      drawing.nodes.find(({ name }) => name === now),
    );
  }
  function start() {
    drawing = build();
    show();
    drawn(drawing);
  }
  player.store.subscribe((state, before) => {
    if (state.structure !== before.structure) start();
    else if (hasChanged(state, before, "cursor", "data", "focus")) show();
  });
  player.onPoint((name) => {
    for (const node of drawing.nodes)
      node.group.classList.toggle("pointed", node.name === (name && nodeOf(player.store.state, name)));
  });
  listen(player, host, () => drawing.nodes);
  show();
  drawn(drawing);
  return box;
}

/**
 * @param {Player} player
 * @param {Shapes} shapes
 */
function collect(player, shapes) {
  const { structure } = player.store.state;
  const nodes = structure.nodes.map(({ name, shape, grows }) => makeNode(player, name, shapeAt(shapes, shape), grows));
  nodes[0]?.group.setAttribute("tabindex", "0");
  const edges = structure.edges.map(({ from, to, shape, kind }) => ({
    from,
    to,
    kind,
    group: shapeAt(shapes, shape).group,
  }));
  return { nodes, edges };
}

/**
 * @param {Shapes} shapes
 * @param {number} index
 */
function shapeAt(shapes, index) {
  const shape = shapes[index];
  if (!shape) throw new Error(`the figure has ${shapes.length} shapes, but there should be one at ${index}`);
  return shape;
}

/**
 * @param {Player} player
 * @param {string} name
 * @param {Shapes[number]} shape
 * @param {number} grows how many times larger its name may be
 * @returns {GraphNode}
 */
function makeNode(player, name, { group, box }, grows) {
  const { state } = player.store;
  assign(group, {
    role: "button",
    tabindex: "-1",
    "data-name": name,
    "aria-label": `${nameOf(state, name).plain} ${shapeOf(state, name)}`,
  });
  group.style.transformOrigin = `${box.x}px ${box.y}px`;
  const corner = { cx: box.x + box.width / 2 - 1, cy: box.y - box.height / 2 + 1 };
  group.prepend(svg("circle", { class: "target", cx: box.x, cy: box.y }));
  group.append(svg("circle", { class: "mark", ...corner, r: 4.5 }));
  keepFocus(group);
  prepareName(group.querySelector("text"), box, grows);
  return { name, group, ...box };
}

/**
 * The style sheet may write the name larger, around the middle of its node.
 * @param {SVGTextElement | null} text
 * @param {{x: number, y: number}} middle
 * @param {number} grows
 */
function prepareName(text, { x, y }, grows) {
  if (!text) return;
  text.style.transformOrigin = `${x}px ${y}px`;
  text.style.setProperty("--most", String(grows));
  text.classList.toggle("with-shape", text.childElementCount > 1);
}

/**
 * The kind of a node. Gradients of parameters look different from those that flow on.
 * @param {State} state
 * @param {string} name
 */
function kindOf(state, name) {
  const { kind, of } = nameOf(state, name);
  return kind === "gradient" && of !== null && nameOf(state, of).kind === "parameter" ? "gradient wanted" : kind;
}

/**
 * @param {State} state
 * @param {GraphNode[]} nodes
 */
function showNodes(state, nodes) {
  const step = currentStep(state);
  const now = nodeOf(state, step.name);
  const reads = new Set(step.reads);
  const changed = new Set(
    Object.keys(state.data.changed)
      .filter((name) => isReached(state, name))
      .map((name) => nodeOf(state, name)),
  );
  const lit = new Set(state.focus.map((name) => nodeOf(state, name)));
  for (const { name, group } of nodes) {
    const parts = ["node", kindOf(state, name)];
    if (lit.has(name)) parts.push("lit");
    if (name === now) parts.push("now", step.phase);
    else if (reads.has(name)) parts.push("reads", step.phase);
    if (!isReached(state, name)) parts.push("ahead");
    else if (changed.has(name)) parts.push("changed");
    updateAttribute(group, "class", parts.join(" "));
    updateAttribute(group, "aria-current", name === now ? "step" : null);
  }
}

/**
 * @param {State} state
 * @param {GraphEdge[]} edges
 */
function showEdges(state, edges) {
  const step = currentStep(state);
  for (const { from, to, kind, group } of edges) {
    const parts = ["edge", kind, nameOf(state, to).kind];
    if (to === step.name) parts.push("now", step.phase);
    else if (!isReached(state, to) || !isReached(state, from)) parts.push("ahead");
    updateAttribute(group, "class", parts.join(" "));
  }
}

/**
 * The nodes of a step: what it computes and what it reads.
 * @param {State} state
 * @param {import("../core/types.js").Step} step
 * @param {GraphNode[]} nodes
 */
function shownAt(state, step, nodes) {
  const names = new Set([step.name, ...step.reads].map((name) => nodeOf(state, name)));
  return nodes.filter(({ name }) => names.has(name));
}

/**
 * @param {Player} player
 * @param {HTMLElement} host
 * @param {() => GraphNode[]} nodes
 */
function listen(player, host, nodes) {
  const at = (/** @type {globalThis.Event} */ event) =>
    event.target instanceof Element ? event.target.closest(".node, .mini") : null;
  host.addEventListener("click", (event) => activate(player, at(event)));
  host.addEventListener("pointerover", (event) => player.point(at(event)?.getAttribute("data-name") ?? null));
  host.addEventListener("pointerleave", () => player.point(null));
  host.addEventListener("focusin", (event) => moveTabStop(host, ".node", at(event)));
  host.addEventListener("keydown", (event) => {
    const group = at(event);
    const from = nodes().find((node) => node.group === group);
    if (!from || hasModifier(event)) return;
    if (event.key !== "Enter" && event.key !== " " && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (event.key.startsWith("Arrow")) nearest(nodes(), from, event.key)?.group.focus();
    else activate(player, group);
  });
}

/**
 * @param {Player} player
 * @param {Element | null} group
 */
function activate(player, group) {
  const name = group?.getAttribute("data-name");
  if (name) player.visit(name);
}

/**
 * Find the next node in the direction of an arrow key. A distance across that direction counts three times.
 * @param {GraphNode[]} nodes
 * @param {GraphNode} from
 * @param {string} key
 */
function nearest(nodes, from, key) {
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  const distance = (/** @type {GraphNode} */ node) => {
    const along = sign * (sideways ? node.x - from.x : node.y - from.y);
    const aside = Math.abs(sideways ? node.y - from.y : node.x - from.x);
    return along > 1 ? along + 3 * aside : Infinity;
  };
  const best = nodes.reduce((a, b) => (distance(b) < distance(a) ? b : a), from);
  return distance(best) < Infinity ? best : null;
}
