/** Tells the stories asked for line by line, `[seed, mutant]`, each as a line of JSON: for `tests/sim/typing.py`. */

import { createInterface } from "node:readline";

import { tellTypingStory } from "./typing_story.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const [seed, mutant] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(tellTypingStory(seed, mutant))}\n`);
}
