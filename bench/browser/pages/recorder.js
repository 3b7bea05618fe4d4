// In every page before its own scripts: counts frames, paints and updates the same way for all of them.
(() => {
  const STEP_MS = 50;
  const AT_ONCE = 15; // 300 updates a second
  const bench = { frames: [], late: [], drawn: 0, paintedAt: 0, board: null, isFeeding: false };
  window.bench = bench;

  for (const Pen of [window.CanvasRenderingContext2D, window.OffscreenCanvasRenderingContext2D]) {
    for (const name of ["fillRect", "fill", "drawImage"]) {
      const draw = Pen.prototype[name];
      Pen.prototype[name] = function (...given) {
        bench.drawn += 1;
        return draw.apply(this, given);
      };
    }
  }

  /** Every frame of the page, until the next start. */
  bench.start = () => {
    bench.frames = [];
    const mine = bench.frames;
    const tick = (now) => {
      if (bench.frames !== mine) return;
      mine.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };

  bench.stop = () => {
    const { frames, late } = bench;
    bench.frames = [];
    bench.late = [];
    return { frames, late };
  };

  /** Moves random notes a little, as if others did. An update is late from when it was due. */
  bench.feed = (notes, ms) => {
    const start = performance.now();
    bench.late = [];
    let due = 0;
    let seed = 1;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    const step = () => {
      const now = performance.now();
      const dueTimes = [];
      while (start + due * STEP_MS <= now && due * STEP_MS < ms) {
        const updates = Array.from({ length: AT_ONCE }, () => {
          const note = notes[Math.floor(random() * notes.length)];
          return { id: note.id, x: note.x + Math.round(random() * 80), y: note.y + Math.round(random() * 80) };
        });
        dueTimes.push(start + due * STEP_MS);
        due += 1;
        bench.board.feed(updates);
      }
      // Shown when the frame after it has been made.
      requestAnimationFrame(() =>
        setTimeout(() => {
          const shown = performance.now();
          for (const at of dueTimes) bench.late.push(shown - at);
        }),
      );
      if (now >= start + ms) clearInterval(feed);
    };
    const feed = setInterval(step, STEP_MS);
    step();
  };

  /** Resolves with the ms from `from` until so many shapes are painted and the frame after is made. */
  bench.painted = (from, isPainted) =>
    new Promise((resolve) => {
      const look = () => {
        if (!isPainted()) return requestAnimationFrame(look);
        requestAnimationFrame(() =>
          setTimeout(() => {
            bench.paintedAt = performance.now();
            resolve(bench.paintedAt - from);
          }),
        );
      };
      look();
    });
})();
