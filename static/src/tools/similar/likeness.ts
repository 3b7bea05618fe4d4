/** How alike short texts are, from 0 to 1, by the words they share and by pieces of words. */

import { stemsOf } from "./words.ts";

/** Letters in a piece of a word: what catches compounds and slips of the pen. */
const PIECE = 4;
const PIECES_WEIGHT = 0.5;

type Features = ReadonlyMap<string, number>;

function featuresOf(text: string): Map<string, number> {
  const features = new Map<string, number>();
  const add = (name: string, weight: number): void => {
    features.set(name, (features.get(name) ?? 0) + weight);
  };
  for (const stem of stemsOf(text)) {
    add(stem, 1);
    const padded = ` ${stem} `;
    const pieces = Math.max(1, padded.length - PIECE + 1);
    for (let at = 0; at < pieces; at += 1)
      add(`~${padded.slice(at, at + PIECE)}`, PIECES_WEIGHT / Math.sqrt(pieces));
  }
  return features;
}

/** Each text as a direction: what few texts say counts most. */
function directions(texts: readonly string[]): Features[] {
  const all = texts.map(featuresOf);
  const texted = new Map<string, number>();
  for (const features of all)
    for (const name of features.keys()) texted.set(name, (texted.get(name) ?? 0) + 1);
  return all.map((features) => {
    const weighed = new Map<string, number>();
    let square = 0;
    for (const [name, weight] of features) {
      const rare = Math.log(1 + texts.length / (texted.get(name) ?? 1));
      const value = Math.sqrt(weight) * rare;
      weighed.set(name, value);
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    for (const [name, value] of weighed) weighed.set(name, value / length);
    return weighed;
  });
}

/** The likeness of every two texts: row after row, as many as there are texts. */
export function likenesses(texts: readonly string[]): Float32Array {
  const n = texts.length;
  const found = new Float32Array(n * n);
  const by = new Map<string, [at: number, value: number][]>();
  for (const [at, features] of directions(texts).entries()) {
    for (const [name, value] of features) {
      const earlier = by.get(name) ?? [];
      for (const [other, theirs] of earlier) {
        found[at * n + other] = (found[at * n + other] ?? 0) + value * theirs;
      }
      earlier.push([at, value]);
      by.set(name, earlier);
    }
  }
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < row; column += 1) found[column * n + row] = found[row * n + column] ?? 0;
  }
  return found;
}

/**
 * Groups of texts that are alike on average at least so much, as lists of places: the two closest groups
 * become one until none are close enough.
 */
export function groupsOf(likeness: Float32Array, n: number, least: number): number[][] {
  const work = new Grouping(likeness, n);
  while (work.join(least));
  return work.groups.filter((group): group is number[] => group !== null && group.length > 1);
}

class Grouping {
  /** By the place of its first text; null when it has become part of another. */
  readonly groups: (number[] | null)[];
  private readonly near: Float32Array;
  /** Of each group the closest other one; -1 when there is none. */
  private readonly closest: Int32Array;
  private readonly n: number;

  constructor(likeness: Float32Array, n: number) {
    this.n = n;
    this.near = Float32Array.from(likeness);
    this.groups = Array.from({ length: n }, (_, at) => [at]);
    this.closest = new Int32Array(n);
    for (let at = 0; at < n; at += 1) this.seek(at);
  }

  /** Makes one group of the two closest ones; false when they are not alike enough. */
  join(least: number): boolean {
    let from = -1;
    for (let at = 0; at < this.n; at += 1) {
      if (this.groups[at] && (from < 0 || this.reach(at) > this.reach(from))) from = at;
    }
    const to = this.closest[from] ?? -1;
    if (to < 0 || this.reach(from) < least) return false;
    const [mine, theirs] = [this.groups[from] ?? [], this.groups[to] ?? []];
    this.groups[from] = [...mine, ...theirs];
    this.groups[to] = null;
    const size = mine.length + theirs.length;
    for (let other = 0; other < this.n; other += 1) {
      if (!this.groups[other] || other === from) continue;
      const sum = this.at(from, other) * mine.length + this.at(to, other) * theirs.length;
      this.near[from * this.n + other] = sum / size;
      this.near[other * this.n + from] = sum / size;
    }
    for (let at = 0; at < this.n; at += 1) {
      const isTouched = at === from || this.closest[at] === from || this.closest[at] === to;
      if (this.groups[at] && isTouched) this.seek(at);
    }
    return true;
  }

  private at(one: number, other: number): number {
    return this.near[one * this.n + other] ?? 0;
  }

  private reach(at: number): number {
    const other = this.closest[at] ?? -1;
    return other < 0 ? -1 : this.at(at, other);
  }

  private seek(at: number): void {
    let best = -1;
    for (let other = 0; other < this.n; other += 1) {
      const isBetter = best < 0 || this.at(at, other) > this.at(at, best);
      if (other !== at && this.groups[other] && isBetter) best = other;
    }
    this.closest[at] = best;
  }
}
