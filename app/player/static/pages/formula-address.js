/** A formula as an address: `formulas?formula=a'*X*b&by=X&shapes=X:3x2`. */

import { parametersOf } from "../core/parameters.js";

/**
 * @typedef {object} OwnFormula
 * @property {string} formula
 * @property {string} by the name by which it is differentiated; empty for the one that people usually mean
 * @property {Record<string, string>} shapes as they were typed, by name
 */

/**
 * @param {OwnFormula} own
 * @param {string} lang
 */
export function addressOf({ formula, by, shapes }, lang) {
  const typed = Object.entries(shapes).filter(([, shape]) => shape.trim());
  const query = new URLSearchParams({ formula });
  if (by) query.set("by", by);
  if (typed.length > 0) query.set("shapes", typed.map(([name, shape]) => `${name}:${shape}`).join());
  query.set("lang", lang);
  return `?${query}`;
}

/**
 * @param {string} search of an address
 * @returns {OwnFormula | null} null for one without a formula
 */
export function readAddress(search) {
  const { formula, by = "", shapes: said = "" } = parametersOf(search);
  if (formula === undefined) return null;
  const pairs = said.split(",").map((part) => part.split(":"));
  const shapes = Object.fromEntries(pairs.flatMap(([name, shape]) => (name && shape ? [[name, shape]] : [])));
  return { formula, by, shapes };
}
