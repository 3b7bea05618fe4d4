/**
 * Five people type in one note over a bad network: lines break, pages crash, the text begins anew.
 * A seed is a whole story. Each character is typed once, so it is known of each whether it is lost.
 */

import { isWritten } from "../../../static/src/core/records.ts";
import type { ItemRecord } from "../../../static/src/core/types.ts";
import type { BoardStore } from "../../../static/src/store/store.ts";
import { createTyping, type Held, type Typing, type Written } from "../../../static/src/tools/typing.ts";
import { ANNA, note } from "./board.ts";
import { below, oneOf, seeded } from "./random.ts";
import { type Page, World } from "./world.ts";

/** A planted mistake: each page sends its whole text. */
export type Mutant = "" | "last writer wins";

export interface Story {
  readonly seed: number;
  /** What is wrong at the end; empty when all is well. */
  readonly faults: readonly string[];
  readonly text: string;
  readonly typed: number;
  /** The board at the beginning, and all that the server was asked, with its answers. */
  readonly items: readonly ItemRecord[];
  readonly verdicts: World["server"]["verdicts"];
}

const NOTE = "note-0001";
const PEOPLE = ["person-anna", "person-bruno", "person-carla", "person-dario", "person-elena"];
const STEPS = 500;
const TRANSIENT = new Set(["rate", "busy", "storage", "op.gap"]);

/** What is known of all characters of a story. */
class Ledger {
  readonly typed = new Set<string>();
  readonly erased = new Set<string>();
  /** Taken back or typed again by undo: with several people at it, either outcome can be right. */
  readonly undone = new Set<string>();
  /** Then what was erased may come back: see `wakeUp`. What was typed is never lost. */
  hasCrash = false;
  private count = 0;

  /** A character that nobody has typed yet: one of the many of two UTF-16 units, or of one. */
  next(): string {
    this.count += 1;
    const char = String.fromCodePoint((this.count % 3 === 0 ? 0x20000 : 0x4e00) + this.count);
    this.typed.add(char);
    return char;
  }

  faultsOf(text: string): string[] {
    const chars = [...text].filter((char) => !this.undone.has(char));
    const here = new Set(chars);
    const faults: string[] = [];
    if (chars.length > here.size) faults.push("a character is there twice");
    for (const char of this.typed) {
      if (this.undone.has(char) || here.has(char) === !this.erased.has(char)) continue;
      if (this.hasCrash && here.has(char)) continue;
      faults.push(`${char} is ${here.has(char) ? "back" : "lost"}`);
    }
    return faults;
  }
}

/** A person at a page, with the note open in a text field. */
class Typist {
  private typing: Typing | null = null;
  private store: BoardStore;
  /** Typed or erased since the last time that words were handed over. */
  private readonly loose = new Set<string>();
  private epoch: number | undefined;
  private held: Held = { text: "", start: 0, end: 0 };
  private unlisten: (() => void) | null = null;
  readonly faults: string[] = [];

  constructor(
    readonly page: Page,
    private readonly ledger: Ledger,
    private readonly mutant: Mutant,
    private readonly random: () => number,
  ) {
    this.store = page.store;
  }

  private record(): Written | null {
    const record = this.page.store.present.peek().get(NOTE);
    return record && isWritten(record) ? record : null;
  }

  open(): void {
    const record = this.record();
    if (record === null || this.typing !== null) return;
    this.typing = createTyping(record);
    this.epoch = record.epoch;
    this.held = { text: record.text, start: record.text.length, end: record.text.length };
    this.unlisten = this.page.store.onChange((changed) => {
      if (changed.has(NOTE)) this.follow();
    });
  }

  close(): void {
    this.wakeUp();
    this.flush();
    this.unlisten?.();
    this.unlisten = null;
    this.typing = null;
  }

  flush(): void {
    const op = this.typing?.takeUnsent();
    const set = { text: op?.typed?.to };
    if (op) this.page.store.change("Write", [this.mutant ? { do: "patch", id: NOTE, set } : op]);
    this.loose.clear();
  }

  /**
   * The page may have crashed in the meantime, with what was not handed over. What waited to be sent is
   * kept, but not the document it was made for: if the text has begun anew, what was erased among words
   * that met at one place can come back.
   */
  private wakeUp(): void {
    if (this.store === this.page.store) return;
    this.store = this.page.store;
    for (const char of this.loose) this.ledger.undone.add(char);
    this.ledger.hasCrash = true;
    this.loose.clear();
    this.unlisten?.();
    this.typing = null;
  }

  private follow(): void {
    const record = this.record();
    if (record === null || this.typing === null) return;
    const before = [...this.held.text.slice(0, this.held.start)].at(-1);
    const wasDouble = hasDouble(this.held.text);
    this.held = this.typing.follow(record, this.held);
    const { text, start } = this.held;
    if (text !== this.typing.text()) this.faults.push("the field holds another text");
    const now = [...text.slice(0, start)].at(-1);
    const isSameEpoch = this.epoch === record.epoch;
    this.epoch = record.epoch;
    // Between two epochs only words can be compared, and those can have changed places.
    if (wasDouble || this.seesDouble() || !isSameEpoch) return;
    if (before !== undefined && text.includes(before) && now !== before && !this.ledger.undone.has(before))
      this.faults.push(`the caret left ${before}`);
  }

  /** Puts the caret somewhere, or leaves it. */
  private moveCaret(): void {
    const chars = [...this.held.text];
    const at = chars.slice(0, below(this.random, chars.length + 1)).join("").length;
    if (this.random() < 0.3) this.held = { ...this.held, start: at, end: at };
  }

  type(): void {
    this.open();
    this.moveCaret();
    const words = Array.from({ length: 1 + below(this.random, 3) }, () => this.ledger.next()).join("");
    this.replace(this.held.start, this.held.end, words);
  }

  erase(): void {
    this.open();
    const chars = [...this.held.text];
    if (chars.length < 3) return;
    const first = below(this.random, chars.length - 2);
    const gone = chars.slice(first, first + 1 + below(this.random, 2));
    for (const char of gone) this.ledger.erased.add(char);
    const start = chars.slice(0, first).join("").length;
    this.replace(start, start + gone.join("").length, "");
  }

  private replace(start: number, end: number, words: string): void {
    for (const char of words + this.held.text.slice(start, end)) this.loose.add(char);
    const text = this.held.text.slice(0, start) + words + this.held.text.slice(end);
    const caret = start + words.length;
    this.typing?.typed(text, caret);
    this.held = { text, start: caret, end: caret };
  }

  takeBack(): void {
    this.wakeUp();
    const before = new Set(this.held.text);
    const held = this.typing?.takeBack(this.random() < 0.7 ? "undo" : "redo");
    if (!held) return;
    const after = new Set(held.text);
    for (const char of new Set([...before, ...after])) {
      if (before.has(char) !== after.has(char)) this.ledger.undone.add(char);
    }
    this.held = held;
  }

  /**
   * For a moment after a long absence, words can be on the board and still wait here for the answer
   * that says so. Erasing one of the two is no wish to lose both.
   */
  private seesDouble(): boolean {
    return hasDouble(this.record()?.text ?? "");
  }

  act(): void {
    this.wakeUp();
    if (this.page.store.seq.peek() < 0 || this.seesDouble()) return;
    const dice = below(this.random, 20);
    if (dice < 9) this.type();
    else if (dice < 11) this.erase();
    else if (dice < 18) this.flush();
    else if (dice < 19) this.close();
    else this.takeBack();
  }
}

function hasDouble(text: string): boolean {
  const chars = [...text];
  return new Set(chars).size < chars.length;
}

/** Tells the story of a seed. Whatever draws numbers by itself, such as the library, draws seeded ones. */
export function tellTypingStory(seed: number, mutant: Mutant = ""): Story {
  const random = seeded(seed);
  const { random: plain } = Math;
  Math.random = random;
  try {
    return tell(seed, mutant, random);
  } finally {
    Math.random = plain;
  }
}

function tell(seed: number, mutant: Mutant, random: () => number): Story {
  const items = [note(NOTE, { text: "abc😀xyz" })];
  const world = new World(
    random,
    PEOPLE.map((id) => ({ ...ANNA, id })),
    items,
  );
  const ledger = new Ledger();
  const typists = world.pages.map((page) => new Typist(page, ledger, mutant, random));
  const hasUndo = random() < 0.3;

  world.settle();
  for (let step = 0; step < STEPS; step += 1) {
    world.step();
    // Refusals for good take words away, which is right, but hides what is lost by mistake.
    const { faults } = world.server;
    faults.splice(0, faults.length, ...faults.filter((code) => TRANSIENT.has(code)));
    const typist = oneOf(random, typists);
    if (random() < 0.25) typist.act();
    if (hasUndo && random() < 0.03) typist.takeBack();
    if (random() < 0.02) world.server.rebuild(NOTE);
    if (random() < 0.005) typist.page.crash();
  }
  world.settle();
  for (const typist of typists) typist.close();
  world.settle();
  return { seed, ...outcome(world, typists, ledger), items, verdicts: world.server.verdicts };
}

function outcome(
  world: World,
  typists: readonly Typist[],
  ledger: Ledger,
): Pick<Story, "faults" | "text" | "typed"> {
  const textOn = (page: Page): string => {
    const record = page.store.present.peek().get(NOTE);
    return record && isWritten(record) ? record.text : "gone";
  };
  const record = world.server.scene.get(NOTE);
  const text = record && isWritten(record) ? record.text : "gone";
  const others = world.pages.filter((page) => textOn(page) !== text);
  const faults = [
    ...typists.flatMap((typist) => typist.faults),
    ...ledger.faultsOf(text),
    ...others.map(() => "a page shows another text"),
    ...world.pages.filter((page) => page.divergences > 0).map(() => "a page has diverged"),
    ...world.server.refused.map(() => "an op was refused for good"),
  ];
  return { faults, text, typed: ledger.typed.size };
}
