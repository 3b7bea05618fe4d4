/** Writing that may begin before texts can be merged: kept as plain text, and merged as soon as they can. */

import { isMergingHere, loadMerging } from "../core/merging.ts";
import type { Caret, TextOp } from "../core/types.ts";
import { createTyping, type Held, type Typing, type Written } from "./typing.ts";

export function beginTyping(record: Written): Typing {
  return isMergingHere() ? createTyping(record) : new EarlyTyping(record);
}

class EarlyTyping implements Typing {
  private record: Written; // what the words were typed into
  private value: string;
  private caret = 0;
  private whole: Typing | null = null;

  constructor(record: Written) {
    this.record = record;
    this.value = record.text;
    // What cannot be had now is asked for again by whoever writes next; the field keeps the words until then.
    loadMerging().catch(() => undefined);
  }

  /** The writing itself, with what was typed before; null while texts cannot be merged. */
  private there(): Typing | null {
    if (this.whole !== null || !isMergingHere()) return this.whole;
    this.whole = createTyping(this.record);
    this.whole.typed(this.value, this.caret);
    return this.whole;
  }

  text(): string {
    return this.there()?.text() ?? this.value;
  }

  hasUnsent(): boolean {
    return this.there()?.hasUnsent() ?? this.value !== this.record.text;
  }

  typed(value: string, caret: number): void {
    this.there()?.typed(value, caret);
    this.value = value;
    this.caret = caret;
  }

  follow(record: Written, held: Held): Held {
    const whole = this.there();
    if (whole !== null) return whole.follow(record, held);
    // Words of one's own stay as they are until they can be merged.
    if (this.hasUnsent() && this.value !== record.text) return held;
    this.record = record;
    this.value = record.text;
    const end = record.text.length;
    return { text: record.text, start: Math.min(held.start, end), end: Math.min(held.end, end) };
  }

  takeUnsent(): TextOp | null {
    return this.there()?.takeUnsent() ?? null;
  }

  takeBack(way: "undo" | "redo"): Held | null {
    return this.there()?.takeBack(way) ?? null;
  }

  takeAllBack(): void {
    this.there()?.takeAllBack();
    this.value = this.record.text;
  }

  caretAt(at: number): Caret | null {
    return this.there()?.caretAt(at) ?? null;
  }
}
