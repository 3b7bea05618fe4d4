/** Which commands a few typed words mean. */

interface Named {
  readonly name: string;
}

/** Small letters without accents. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Those whose name has every word of the query in it; names that begin with the query come first. */
export function matching<T extends Named>(all: readonly T[], query: string): T[] {
  const wanted = plain(query).trim();
  if (wanted === "") return [...all];
  const words = wanted.split(/\s+/);
  const found = all.filter(({ name }) => words.every((word) => plain(name).includes(word)));
  const rank = ({ name }: T): number => {
    if (plain(name).startsWith(wanted)) return 0;
    return words.every((word) =>
      plain(name)
        .split(/\s+/)
        .some((part) => part.startsWith(word)),
    )
      ? 1
      : 2;
  };
  return found
    .map((one, at) => ({ one, at, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ one }) => one);
}
