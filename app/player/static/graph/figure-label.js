/** Draw a label of a Plotly figure, such as `∇<i>W</i><sub>2</sub><br><span style='font-size:11px'>3×3</span>`. */

import { svg } from "../core/dom.js";

/** @typedef {{text: string, font: {size: number, color: string}, textposition: string}} Label */
/** @typedef {{size: number, italic: boolean, lower: number}} Style `lower` is how far it stands below the line */
/** @typedef {Style & {text: string}} Run */

/** The size of a subscript or superscript, and how far it is lowered or raised, in its own size: those of Plotly. */
const SCRIPT = 0.7;
const LOWERED = 0.3;
const RAISED = -0.6;
/** How far below the middle of a node its lines stand, by their number. */
const BASELINES = [[], [5], [0, 13]];

/** @type {Record<string, (style: Style, size: number) => Style>} */
const TAGS = {
  i: (style) => ({ ...style, italic: true }),
  sub: (style) => script(style, LOWERED),
  sup: (style) => script(style, RAISED),
  span: (style, size) => ({ ...style, size }),
};

const TOKEN = /<br>|<(\/)?(i|sub|sup|span)(?: style='font-size:(\d+)px')?>|([^<]+)|</g;
const SIGNS = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#x27;", "'"],
  ["&amp;", "&"],
]);

/**
 * @param {Label} label
 * @param {{x: number, y: number}} middle
 */
export function drawLabel({ text, font, textposition }, { x, y }) {
  if (textposition !== "middle center")
    throw new Error(`a label is at ${textposition}, but only middle center is drawn`);
  const lines = linesOf(text, font.size);
  const baselines = BASELINES[lines.length];
  if (!baselines) throw new Error(`a label has ${lines.length} lines, but at most 2 are drawn: ${text}`);
  return svg(
    "text",
    { "text-anchor": "middle", "font-size": font.size, fill: font.color },
    ...lines.map((runs, index) => drawLine(runs, x, y + (baselines[index] ?? 0), font.size)),
  );
}

/**
 * Read a label as lines of runs, each in one style.
 * @param {string} text
 * @param {number} size
 * @returns {Run[][]}
 */
export function linesOf(text, size) {
  /** @type {Run[][]} */
  const lines = [[]];
  /** @type {Style[]} */
  const styles = [{ size, italic: false, lower: 0 }];
  for (const [token, closes, tag = "", pixels, words] of text.matchAll(TOKEN)) {
    const style = /** @type {Style} */ (styles.at(-1));
    const open = TAGS[tag];
    if (words) lines.at(-1)?.push({ ...style, text: words.replaceAll(/&[#\w]+;/g, signOf) });
    else if (token === "<br>") lines.push([]);
    else if (closes) styles.pop();
    else if (open) styles.push(open(style, Number(pixels)));
    else throw new Error(`a label has markup that is not drawn: ${text}`);
  }
  return lines;
}

/**
 * @param {Style} style
 * @param {number} shift
 * @returns {Style}
 */
function script({ size, italic, lower }, shift) {
  return { size: size * SCRIPT, italic, lower: lower + shift * size * SCRIPT };
}

/** @param {string} entity */
function signOf(entity) {
  const sign = SIGNS.get(entity);
  if (!sign) throw new Error(`a label has ${entity}, which is not drawn`);
  return sign;
}

/**
 * @param {Run[]} runs
 * @param {number} x
 * @param {number} y
 * @param {number} usual the size that the whole label has
 */
function drawLine(runs, x, y, usual) {
  const parts = runs.map(({ text, size, italic, lower }, index) =>
    svg(
      "tspan",
      {
        dy: lower - (runs[index - 1]?.lower ?? 0) || null,
        "font-size": size === usual ? null : size,
        "font-style": italic ? "italic" : null,
      },
      text,
    ),
  );
  return svg("tspan", { class: "line", x, y }, ...parts);
}
