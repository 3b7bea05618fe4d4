/** The words of the board, as types. Mirrors `board/core`: records, ops, entries, people. */

import type { PartMode } from "./attention.ts";
import type { CommitmentFields, DecisionFields } from "./decision_types.ts";
import type { StepFields, TableFields, WorkshopFields } from "./step_types.ts";
import type { VoteFields } from "./vote_types.ts";

export type NoteType = "D" | "P" | "B" | "S" | "O" | "A" | "I" | "X";
export type Role = "facilitator" | "co-facilitator" | "participant" | "observer" | "staff" | "viewer";

interface Base {
  readonly id: string;
  /** Fractional key: paint order and reading order, compared as plain ASCII strings. */
  readonly z: string;
  /** Person id of who made it. */
  readonly author: string;
  readonly created_at_ms: number;
}

// A field that may be left out is not there when it has its default: `fieldOf` in `records.ts` knows it.

/** What only facilitators may change, and what is selected together. */
interface Held {
  readonly locked?: boolean;
  /** What has the same one belongs together. */
  readonly group?: string;
}

interface Placed extends Base, Held {
  /** Board units, two decimals at most; x and y are the top left corner. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What lies on the board and may lie in a frame. */
interface Loose extends Placed {
  /** Id of the frame it belongs to, or null for the open board. */
  readonly frame: string | null;
  /** Degrees, clockwise, above -180 to 180. */
  readonly rotation?: number;
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
  /** The language of the text, as in `lang` of HTML. */
  readonly lang?: string;
  /** How often the text has begun anew; 0 when it is not there. */
  readonly epoch?: number;
  readonly edits?: Edits;
}

/** Never a raw colour: `tokens.css` and the exports know what each looks like. "" is the kind's own. */
export type Colour =
  | ""
  | "grey"
  | "red"
  | "orange"
  | "yellow"
  | "green"
  | "blue"
  | "purple"
  | "white"
  | "ink";

/** A note, by its id and, unless it is of this board, that of its own. */
export interface Origin {
  readonly id: string;
  readonly board?: string;
}

export interface NoteRecord extends Loose, Typed {
  readonly kind: "note";
  readonly type: NoteType;
  /** Who typed it for its author, who has no device. */
  readonly entered_by?: string;
  /** Id of the cluster that it is one of. */
  readonly cluster?: string;
  readonly colour?: Colour;
  /** Id of the note on top of the stack that it is in; it may be gone (STACK1). */
  readonly under?: string;
  /** The notes that it was made of; they may be gone (PROV1). */
  readonly came_from?: readonly Origin[];
  /** Only on what is written in private, and only in the browser of who writes it (VIS3). */
  readonly draft?: number;
  /** The same: it is for who leads to read, or was declined, and why. */
  readonly state?: "waiting" | "declined";
  readonly why?: string;
  /** The same: no reveal takes it. */
  readonly late?: true;
  /** Nobody will ever know who wrote it. */
  readonly anonymous?: true;
}

export interface TextRecord extends Loose, Typed {
  readonly kind: "text";
  readonly align?: "start" | "center" | "end";
  readonly weight?: "normal" | "bold";
}

/** What divides a frame; as many titles as there are parts. */
export interface Grid {
  readonly kind: "columns" | "rows" | "matrix" | "rings";
  readonly labels: readonly string[];
  /** What the axes of a matrix say. */
  readonly x: string;
  readonly y: string;
}

export interface FrameRecord extends Placed {
  readonly kind: "frame";
  readonly title: string;
  /** The question that the area asks; may be empty. */
  readonly prompt: string;
  /** The frame that it lies in. */
  readonly frame?: string;
  readonly background?: Colour;
  readonly grid?: Grid;
}

export interface ShapeRecord extends Loose, Typed {
  readonly kind: "shape";
  readonly shape: "rectangle" | "rounded" | "ellipse" | "diamond" | "triangle" | "arrow" | "callout";
  readonly fill?: Colour;
  readonly line?: Colour;
}

export type Side = "auto" | "top" | "right" | "bottom" | "left";

/** One end of a connector: on an item, or at a point of the board. */
export type End = { readonly item: string; readonly side: Side } | { readonly x: number; readonly y: number };

/** Its geometry follows from its ends: see `connectors.ts`. */
export interface ConnectorRecord extends Base, Held {
  readonly kind: "connector";
  readonly from: End;
  readonly to: End;
  readonly route?: "straight" | "elbow" | "curved";
  readonly label?: string;
  readonly heads?: "none" | "end" | "start" | "both";
  readonly colour?: Colour;
  readonly dash?: boolean;
}

export interface StrokeRecord extends Loose {
  readonly kind: "stroke";
  readonly tool: "pen" | "highlighter";
  /** x, y (0 to 10,000 across the box) and pressure (0 to 100) of each point, in one list. */
  readonly points: readonly number[];
  readonly colour?: Colour;
  /** Board units. */
  readonly width?: number;
}

export interface ImageRecord extends Loose {
  readonly kind: "image";
  /** The hash of its content: where to load it from. */
  readonly asset: string;
  /** What it shows, for who cannot see it; may be empty. */
  readonly alt: string;
}

export interface LinkRecord extends Loose {
  readonly kind: "link";
  readonly url: string;
  readonly title: string;
}

export interface StampRecord extends Loose {
  readonly kind: "stamp";
  readonly emoji: string;
}

export interface DotRecord extends Loose {
  readonly kind: "dot";
  readonly colour?: Colour;
}

/** Notes that belong together: those with its id in `cluster`. */
export interface ClusterRecord extends Loose {
  readonly kind: "cluster";
  readonly title: string;
}

export interface CommentRecord extends Base {
  readonly kind: "comment";
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** The item that it is about. */
  readonly on?: string;
  readonly resolved?: boolean;
  /** Person ids. */
  readonly mentions?: readonly string[];
}

export interface ReplyRecord extends Base {
  readonly kind: "reply";
  /** Id of the comment. */
  readonly thread: string;
  readonly text: string;
  readonly mentions?: readonly string[];
}

export type { Right, StepMode, StepTimer } from "./step_types.ts";

export interface StepRecord extends Base, StepFields {
  readonly kind: "step";
}

export interface WorkshopRecord extends Base, WorkshopFields {
  readonly kind: "workshop";
}

export interface TableRecord extends Base, TableFields {
  readonly kind: "table";
}

/** Ballots are never on the board: only what came of them. */
export interface VoteRecord extends Base, VoteFields {
  readonly kind: "vote";
}

export type DecisionRecord = Base & DecisionFields;
export type CommitmentRecord = Base & CommitmentFields;

/** Several people may type in these at once. */
export type WrittenRecord = NoteRecord | TextRecord | ShapeRecord;

/** These have a place and a size of their own. */
export type BoxedRecord =
  | WrittenRecord
  | FrameRecord
  | StrokeRecord
  | ImageRecord
  | LinkRecord
  | StampRecord
  | DotRecord
  | ClusterRecord;

/** What people see on the canvas and in the list. */
export type BoardRecord = BoxedRecord | ConnectorRecord | CommentRecord | ReplyRecord;

/** With the parts of a workshop: records like all others, but nothing on the board. */
export type ItemRecord = BoardRecord | StepRecord | WorkshopRecord | VoteRecord | TableRecord | Decided;
export type Decided = DecisionRecord | CommitmentRecord;
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
  /** Without a device: others write and vote for them. */
  readonly is_helped?: boolean;
  /** How they take part; not there when nobody has said it. */
  readonly mode?: PartMode;
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
  /** Where this person types, if they do. */
  readonly caret?: Caret;
  /** The session whose view this one goes along with. */
  readonly follows?: number;
  /** Where the view of a session is that somebody follows, in board units. */
  readonly sees?: readonly [x: number, y: number, w: number, h: number];
}

/** A letter of a text, as Yjs names it: client and clock. */
export type Letter = readonly [client: number, clock: number];

/** A place in a text that several people type in: behind a letter, which keeps it where it belongs. */
export interface Caret {
  readonly id: string;
  readonly epoch: number;
  /** null: at the beginning. */
  readonly after: Letter | null;
}

export interface Preview {
  readonly x: number;
  readonly y: number;
  readonly w?: number;
  readonly h?: number;
  /** Degrees, as in the record. */
  readonly rotation?: number;
}
