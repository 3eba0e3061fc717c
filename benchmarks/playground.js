// One epoch of TensorFlow Playground's own training, timed: `node playground.js NN.js`.
// Each line of the input is a number of epochs; the answer is the milliseconds of processor time that one took.

import process from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const nn = await import(pathToFileURL(process.argv[2]).href);
const { shape, batch, rate, points } = JSON.parse(process.argv[3]);
const inputs = shape.slice(0, 1).flatMap((count) => Array.from({ length: count }, (_, k) => `x${k}`));
const network = nn.buildNetwork(shape, nn.Activations.TANH, nn.Activations.TANH, null, inputs, false);

/** As `oneStep` of its `playground.ts` does, without the losses that it computes afterwards. */
function epoch() {
  points.forEach(([x, y, label], k) => {
    nn.forwardProp(network, [x, y]);
    nn.backProp(network, label, nn.Errors.SQUARE);
    if ((k + 1) % batch === 0) nn.updateWeights(network, rate, 0);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const begun = process.cpuUsage();
  for (let k = 0; k < Number(line); k += 1) epoch();
  const { user, system } = process.cpuUsage(begun);
  process.stdout.write(`${(user + system) / 1000 / Number(line)}\n`);
}
