/** Calls functions of a module of the player: the path, then `[["formatFor", [argument, ...], [cell, ...]], ...]`. */

import process from "node:process";
import { pathToFileURL } from "node:url";

const [path, calls] = process.argv.slice(2);
const module = await import(pathToFileURL(path).href);
const answers = JSON.parse(calls).map(([name, args, each]) => {
  const found = module[name](...args);
  return each ? each.map((one) => found(one)) : found;
});
process.stdout.write(JSON.stringify(answers));
