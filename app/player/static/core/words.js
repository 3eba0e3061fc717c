/** Texts with values in them: `step {step} of {of}`. */

/**
 * Put values into a text; a name without a value stays as it is.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fillIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
