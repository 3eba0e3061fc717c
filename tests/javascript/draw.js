/** Draws figures without a browser: reads them from the standard input, and writes the elements as plain data. */

import process from "node:process";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

/** As much of an element as drawing needs. */
class Element {
  constructor(tag) {
    Object.assign(this, { tag, attributes: {}, children: [] });
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  append(...children) {
    this.children.push(...children);
  }
}

globalThis.document = { createElementNS: (_, tag) => new Element(tag) };
const { drawFigure } = await import(pathToFileURL(process.argv[2]).href);
const drawn = JSON.parse(await text(process.stdin)).map((figure) => {
  try {
    return drawFigure(figure);
  } catch (error) {
    return { refused: error.message };
  }
});
process.stdout.write(JSON.stringify(drawn));
