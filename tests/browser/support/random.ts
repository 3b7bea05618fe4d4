/** A seeded stream of numbers from 0 to below 1 (mulberry32): the same seed gives the same run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to below `limit`. */
export function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

/** One of `choices`; throws when there is none. */
export function oneOf<Choice>(random: () => number, choices: readonly Choice[]): Choice {
  const choice = choices[below(random, choices.length)];
  if (choice === undefined) throw new Error("nothing to choose from");
  return choice;
}
