/** The words of the board, as types. Mirrors `board/core`: records, ops, entries, people. */

export type NoteType = "D" | "P" | "B" | "S" | "O" | "A" | "I" | "X";
export type Role = "facilitator" | "participant" | "viewer";

interface Base {
  readonly id: string;
  /** Board units, two decimals at most; x and y are the top left corner. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Fractional key: paint order and reading order, compared as plain ASCII strings. */
  readonly z: string;
  /** Person id of who made it. */
  readonly author: string;
  readonly created_at_ms: number;
}

/** What was typed in a text since its epoch began: enough to make its document anew (TXT3). */
export interface Edits {
  /** The text with which the epoch began. */
  readonly base: string;
  /** Yjs updates in base64, in order. */
  readonly updates: readonly string[];
}

/** A text that several people may type in at once. */
interface Typed {
  readonly text: string;
  /** How often the text has begun anew; 0 when it is not there. */
  readonly epoch?: number;
  readonly edits?: Edits;
}

export interface NoteRecord extends Base, Typed {
  readonly kind: "note";
  /** Id of the frame it belongs to, or null for the open board. */
  readonly frame: string | null;
  readonly type: NoteType;
}

export interface TextRecord extends Base, Typed {
  readonly kind: "text";
  readonly frame: string | null;
}

export interface FrameRecord extends Base {
  readonly kind: "frame";
  readonly title: string;
  /** The question that the area asks; may be empty. */
  readonly prompt: string;
}

export type ItemRecord = NoteRecord | TextRecord | FrameRecord;
export type Kind = ItemRecord["kind"];

/** All records of a board at one moment, by id. Never mutated. */
export type Scene = ReadonlyMap<string, ItemRecord>;

/** What a client sends to make an item: the record without what the server adds. */
export type NewItem = { readonly kind: Kind; readonly id: string } & { readonly [field: string]: unknown };

export type Op =
  | { readonly do: "create"; readonly item: NewItem }
  | { readonly do: "patch"; readonly id: string; readonly set: { readonly [field: string]: unknown } }
  | { readonly do: "delete"; readonly id: string }
  /** Brings a deleted item back as it was. Made here and on the server; nobody sends it. */
  | { readonly do: "restore"; readonly item: NewItem }
  | TextOp
  | TextBack;

/** What was typed in a text (TXT1). */
export interface TextOp {
  readonly do: "text";
  readonly id: string;
  readonly epoch: number;
  /** A Yjs update in base64. */
  readonly update: string;
  /** The whole text after it; only in what the server accepted. */
  readonly text?: string;
  /** What it was typed into, and what came of it: to make the update again for a note that has moved on.
   *  Only here, never sent. */
  readonly typed?: { readonly from: string; readonly to: string };
}

/** The way back of a `text` op: as far as others have not typed since. Never sent. */
export interface TextBack {
  readonly do: "text";
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly update?: undefined;
}

/** Asks the server to take an op of one's own back; alone in its message. */
export interface UndoOp {
  readonly do: "undo";
  readonly of: OpId;
}

/** `[client id, n]`: n counts 1, 2, 3 for each page load. */
export type OpId = readonly [string, number];

/** A change that the server accepted. `ops` is the effective change; creates hold whole records. */
export interface Entry {
  readonly seq: number;
  readonly at_ms: number;
  readonly actor: string;
  readonly ops: readonly Op[];
  /** Only on entries of one's own. */
  readonly op_id?: OpId;
  /** The seq of the entry that this one takes back. */
  readonly undoes?: number;
  /** The seq of the moment that this one helps to bring back. */
  readonly restores?: number;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  /** null: made notes here once (an imported board) but is not a member. */
  readonly role: Role | null;
}

/** The one error shape, on HTTP and on the socket (ERR1). */
export interface ErrorAnswer {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly data: { readonly [name: string]: unknown };
  readonly retry_ms?: number;
}

/** What others see of one open page: never stored. */
export interface Here {
  /** Its number, unique on the board while it is open. */
  readonly session: number;
  /** Person id. */
  readonly person: string;
  /** Board units; null while the pointer is not over the board. */
  readonly cursor: readonly [number, number] | null;
  /** Ids of the selected items. */
  readonly selection: readonly string[];
  /** Where a gesture that is still going on holds its items. */
  readonly preview: Readonly<Record<string, Preview>> | null;
  readonly view: "canvas" | "list";
}

export interface Preview {
  readonly x: number;
  readonly y: number;
  readonly w?: number;
  readonly h?: number;
}
