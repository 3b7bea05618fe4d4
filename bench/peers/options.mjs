// What every peer server is told on its command line, and the notes that a full board holds.

export const port = Number(option("port"));
// Notes on each board before anybody comes: 0, or 5,000 to measure a late joiner.
export const notes = Number(option("notes") ?? 0);

export function option(name) {
  const start = `--${name}=`;
  return process.argv.find((given) => given.startsWith(start))?.slice(start.length);
}

// The n-th note of a full board: where it lies and what it says, the same for every server.
export function noteAt(n) {
  return {
    x: (n % 100) * 220,
    y: Math.floor(n / 100) * 220,
    text: `Un cortile con ombra e verde, numero ${n}`,
  };
}

// Tells bench that the server listens.
export function announce() {
  console.log(`listening on ${port}`);
}
