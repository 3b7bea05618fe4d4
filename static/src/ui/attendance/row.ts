/** A row of the attendance that saves itself. Knows nothing of the page: tests run it in Node. */

import { isFinal } from "../../core/errors.ts";

export type Fields = Readonly<Record<string, string | boolean>>;

/** "waiting": something is to be sent soon. "failed": something could not be, and stays where it is. */
export type RowState = "saved" | "waiting" | "saving" | "failed";

/** Why it could not be saved. */
export interface Trouble {
  /** "offline" tries again by itself; "clash": somebody else has written `now`; "wrong" is for people to mend. */
  readonly kind: "offline" | "clash" | "wrong";
  readonly message: string;
  readonly now: Fields;
}

/** What a row needs of the page. */
export interface Sheet {
  /** What stands in the fields. */
  read(): Fields;
  /** Puts this in the fields, but for the one that somebody is in: the names of those that it is in now. */
  show(fields: Fields): readonly string[];
  /** The row as the server has it then. Throws an error with a `code`, and `data` of that code. */
  send(set: Fields, seen: Fields): Promise<Fields>;
  /** Does it after so long, unless what comes back is called first. */
  later(act: () => void, ms: number): () => void;
  /** State or trouble is another one. */
  changed(): void;
}

const TYPED_MS = 1_000;
const RETRY_MS = 5_000;

/** As the server keeps texts. */
function cleaned(value: string | boolean | undefined): string | boolean | undefined {
  return typeof value === "string" ? value.normalize("NFC").trim().replace(/\s+/g, " ") : value;
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "network";
}

function nowOf(error: unknown): Fields {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  const now = typeof data === "object" && data !== null && "now" in data ? data.now : null;
  return typeof now === "object" && now !== null ? (now as Fields) : {};
}

export class SavedRow {
  state: RowState = "saved";
  trouble: Trouble | null = null;
  private readonly sheet: Sheet;
  private stop = (): void => undefined;
  private running: Promise<boolean> | null = null;
  /** What somebody else wrote where something was written here: nothing of it is sent until one is chosen. */
  private clash: Trouble | null = null;

  /** What the server has, as far as somebody can see it here. */
  seen: Fields;
  /** Another number once something was sent, and once it was answered. */
  turns = 0;

  constructor(seen: Fields, sheet: Sheet) {
    this.seen = seen;
    this.sheet = sheet;
  }

  /** The fields that somebody has changed here. */
  unsaved(): Fields {
    const now = Object.entries(this.sheet.read());
    return Object.fromEntries(now.filter(([name, value]) => cleaned(value) !== cleaned(this.seen[name])));
  }

  /** Somebody writes: it is saved when they pause. A name that is empty only now is on its way to another. */
  typed(): void {
    this.wait(cleaned(this.sheet.read().name) === "" ? null : TYPED_MS);
  }

  /** Saves what is to be saved now. Whether everything is. */
  async save(): Promise<boolean> {
    this.stop();
    if (this.running !== null) {
      await this.running;
      return this.save();
    }
    const set = this.ready();
    if (Object.keys(set).length === 0) return this.settle();
    this.become("saving", this.trouble);
    this.turns += 1;
    this.running = this.send(set).finally(() => {
      this.turns += 1;
      this.running = null;
    });
    return this.running;
  }

  /** Where somebody else wrote too, what was written here is to stay. */
  keepMine(): void {
    this.clash = null;
    void this.save();
  }

  /** What somebody else wrote stays, and what was written here goes. */
  takeTheirs(): void {
    this.sheet.show(this.clash?.now ?? {});
    this.keepMine();
  }

  /** The server had this when it was asked, which was when `turns` were that many. Fields that somebody has
   * written in keep their words. */
  heard(now: Fields, turns: number): void {
    if (this.running !== null || this.turns !== turns) return; // older than what it has answered since
    const unsaved = this.unsaved();
    this.learn(now, (name) => !Object.hasOwn(unsaved, name));
  }

  /** Shows what the server has in these fields. What cannot be seen was not seen: who writes there later is
   * told of it. */
  private learn(now: Fields, isFree: (name: string) => boolean, sent: Fields = {}): void {
    const free = Object.entries(now).filter(([name]) => isFree(name));
    const shown = new Set(this.sheet.show(Object.fromEntries(free)));
    const fields = this.sheet.read();
    const known = Object.entries(now).filter(
      ([name, value]) =>
        shown.has(name) || Object.hasOwn(sent, name) || cleaned(value) === cleaned(fields[name]),
    );
    this.seen = { ...this.seen, ...Object.fromEntries(known) };
  }

  /** What can be sent. */
  private ready(): Fields {
    const held = this.clash?.now ?? {};
    return Object.fromEntries(Object.entries(this.unsaved()).filter(([name]) => !Object.hasOwn(held, name)));
  }

  /** There is nothing to send. Whether all is saved. */
  private settle(): boolean {
    const unsaved = this.unsaved();
    const held = Object.entries(this.clash?.now ?? {}).filter(([name]) => Object.hasOwn(unsaved, name));
    if (held.length === 0) this.clash = null;
    this.become(this.clash === null ? "saved" : "failed", this.clash);
    return this.clash === null;
  }

  private async send(set: Fields): Promise<boolean> {
    const names = Object.keys(set);
    const seen = Object.fromEntries(names.map((name) => [name, this.seen[name] ?? ""]));
    try {
      const before = { ...this.seen, ...set };
      return this.took(await this.sheet.send(set, seen), before, set);
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** What nobody has touched here since is shown as the server has it. */
  private took(now: Fields, before: Fields, sent: Fields): boolean {
    const fields = this.sheet.read();
    this.learn(now, (name) => fields[name] === before[name], sent);
    if (Object.keys(this.ready()).length === 0) return this.settle();
    this.trouble = this.clash;
    this.wait(TYPED_MS); // somebody writes on
    return false;
  }

  private failed(error: unknown): void {
    const code = codeOf(error);
    const message = error instanceof Error ? error.message : "";
    const now = code === "meeting.person_changed" ? nowOf(error) : {};
    if (!isFinal(code)) {
      this.become("failed", { kind: "offline", message: code === "network" ? "" : message, now });
      this.stop = this.sheet.later(() => void this.save(), RETRY_MS);
    } else if (Object.keys(now).length > 0) {
      this.seen = { ...this.seen, ...now };
      this.clash = { kind: "clash", message, now: { ...this.clash?.now, ...now } };
      this.become("failed", this.clash);
      this.stop = this.sheet.later(() => void this.save(), 0); // what nobody else has touched
    } else this.become("failed", { kind: "wrong", message, now });
  }

  private wait(ms: number | null): void {
    this.stop();
    this.become("waiting", this.trouble);
    if (ms !== null) this.stop = this.sheet.later(() => void this.save(), ms);
  }

  private become(state: RowState, trouble: Trouble | null): void {
    this.state = state;
    this.trouble = trouble;
    this.sheet.changed();
  }
}
