/** What the dialogs ask of the server about this board. Each call throws CallFailed. */

import type { Entry, ItemRecord, Kind, Person, Role } from "../core/types.ts";
import type { Http } from "../sync/http.ts";
import type { Change } from "./history/changes.ts";

/** What a code may make of people. */
export type Given = "participant" | "observer" | "viewer";

export interface Invite {
  readonly code: string;
  readonly link: string;
  readonly is_open: boolean;
  /** The code has expired. */
  readonly is_over: boolean;
  /** By the server's clock; null for ever. */
  readonly expires_at_ms: number | null;
  readonly has_passphrase: boolean;
  /** Each is let in by hand. */
  readonly has_lobby: boolean;
  readonly gives: Given;
  /** The link as a QR code: a data URI of an SVG picture. */
  readonly qr: string;
}

/** What to change: `minutes` from now, null for ever; an empty passphrase takes it away. */
export interface DoorWish {
  readonly has_lobby?: boolean;
  readonly gives?: Given;
  readonly minutes?: number | null;
  readonly passphrase?: string;
}

export interface SavedSnapshot {
  readonly id: string;
  readonly name: string;
  readonly created_at_ms: number;
}

export interface KeptPicture {
  readonly id: string;
  /** Pixels. */
  readonly w: number;
  readonly h: number;
}

/** What a picture or PDF shows: `items`, or the whole board without them. */
export interface DocumentWish {
  readonly format: "pdf" | "png" | "svg";
  readonly items: readonly string[];
  /** A page, or a picture, for each frame. */
  readonly each_frame: boolean;
  readonly paper: string;
  /** Numbered pins and pages of what was said; for PDF. */
  readonly comments: boolean;
}

/** Paper cards with the question of a step ("" for none), in one language or two. */
export interface CardsWish {
  readonly step: string;
  readonly languages: readonly string[];
  readonly paper: string;
}

export interface DocumentState {
  readonly id: string;
  readonly state: "waiting" | "drawing" | "writing" | "done" | "failed";
  /** How many documents come before it. */
  readonly ahead: number;
  readonly error?: { readonly message: string };
  /** Characters that no font has. */
  readonly missing?: readonly string[];
  /** False for a PDF that could not keep the standards for reading aloud and for archives. */
  readonly is_standard?: boolean;
}

export type ExportFormat = "json" | "csv" | "md";

/** One person's changes in a period, by the server's clock. */
export interface RepairWish {
  readonly person: string;
  readonly from_ms: number;
  readonly to_ms: number;
  /** Only tell what would change. */
  readonly preview: boolean;
}

interface Named {
  readonly id: string;
  readonly kind: Kind;
  /** Its text or title, perhaps cut short. */
  readonly name: string;
}

/** `back`: it was deleted; `away`: it was made. */
export type RepairedItem = Named & { readonly what: "back" | "away" | "changed" };

export interface RepairPreview {
  /** How many entries are undone. */
  readonly changes: number;
  readonly items: readonly RepairedItem[];
  /** Items that others have changed since. */
  readonly left: readonly Named[];
  /** Items that are not listed. */
  readonly more: number;
}

/** The board as it was after entry `seq`; `at_ms` is null for the empty board before all entries. */
export interface MomentAnswer {
  readonly seq: number;
  readonly at_ms: number | null;
  readonly items: readonly ItemRecord[];
}

export interface HistoryAnswer {
  readonly head: number;
  /** The first moment that can be shown. */
  readonly oldest: number;
  /** The newest first. */
  readonly changes: readonly Change[];
}

export interface HistoryQuestion {
  readonly before?: number | undefined;
  readonly limit: number;
  /** Only what this person did. */
  readonly person?: string | undefined;
  /** Only what was done to this item. */
  readonly item?: string | undefined;
}

/** Who may vote by the attendance of the meeting; `meeting` is null for a board of none. */
export interface Voting {
  readonly meeting: { readonly number: number; readonly total: number } | null;
  readonly voters: readonly string[];
  /** How many more there are who have no page here. */
  readonly others: number;
}

/** What is still to do from another board of the project. */
export interface OpenElsewhere {
  readonly board: { readonly id: string; readonly name: string };
  readonly id: string;
  readonly text: string;
  readonly who: string;
  readonly due: string;
}

/** Some participants, and how many notes and comments are theirs; without a name: all others. */
export interface ShareGroup {
  readonly name: string | null;
  readonly people: number;
  readonly contributions: number;
}

/** Who contributes how much. */
export interface Shares {
  /** One group. */
  readonly all: readonly ShareGroup[];
  /** By id of the table. */
  readonly table: readonly ShareGroup[];
  readonly mode: readonly ShareGroup[];
  readonly language: readonly ShareGroup[];
}

export interface BoardServer {
  rename(name: string): Promise<unknown>;
  setAddOnly(isAddOnly: boolean): Promise<unknown>;
  setRole(personId: string, role: Role): Promise<unknown>;
  removePerson(personId: string): Promise<unknown>;
  /** Names somebody without a device; the one with this name if there is one. Answers with their id. */
  addHelped(name: string): Promise<string>;
  /** Lets in one, or all who wait; `decline` turns one away. */
  decideAtDoor(what: "admit" | "decline", personId: string | null): Promise<unknown>;
  invite(): Promise<Invite>;
  changeInvite(what: "renew" | "close" | "open"): Promise<Invite>;
  setDoor(wish: DoorWish): Promise<Invite>;
  voting(): Promise<Voting>;
  openElsewhere(): Promise<readonly OpenElsewhere[]>;
  snapshots(): Promise<readonly SavedSnapshot[]>;
  saveSnapshot(name: string): Promise<unknown>;
  repair(wish: RepairWish): Promise<RepairPreview>;
  history(question: HistoryQuestion): Promise<HistoryAnswer>;
  moment(seq: number): Promise<MomentAnswer>;
  /** Entries after `after`, the oldest first. */
  entries(after: number, limit: number): Promise<readonly Entry[]>;
  /** Answers with how many entries it took. */
  restore(seq: number): Promise<number>;
  shares(): Promise<Shares>;
  /** Answers with the id of the new board. */
  copy(seq: number, name: string): Promise<string>;
  /** Answers with its id and its size as it is kept. */
  addPicture(file: File): Promise<KeptPicture>;
  setLocale(locale: string): Promise<unknown>;
  signOut(): Promise<unknown>;
  startDocument(wish: DocumentWish): Promise<DocumentState>;
  startCards(wish: CardsWish): Promise<DocumentState>;
  document(id: string): Promise<DocumentState>;
  removeDocument(id: string): Promise<unknown>;
  /** Addresses to link to. */
  documentUrl(id: string): string;
  exportUrl(format: ExportFormat, of?: string): string;
  snapshotUrl(snapshotId: string): string;
  /** What only a part of the page asks that is loaded with it: see there. `path` is below the board's. */
  ask<Answer>(path: string, body?: unknown): Promise<Answer>;
  pageUrl(path: string): string;
  projectorUrl(): string;
  /** The board as it is shown to the whole room. */
  projectorViewUrl(): string;
}

export function createBoardServer(http: Http, boardId: string): BoardServer {
  const board = `/api/boards/${encodeURIComponent(boardId)}`;
  return {
    rename: (name) => http.patch(board, { name }),
    setAddOnly: (isAddOnly) => http.patch(board, { is_add_only: isAddOnly }),
    removePerson: (personId) => http.remove(`${board}/people/${encodeURIComponent(personId)}`),
    decideAtDoor: (what, personId) => http.post(`${board}/door`, { do: what, person: personId }),
    setRole: (personId, role) => http.patch(`${board}/people/${encodeURIComponent(personId)}`, { role }),
    async addHelped(name) {
      const { person } = await http.post<{ person: Person }>(`${board}/people`, { name });
      return person.id;
    },
    invite: () => http.get<Invite>(`${board}/invite`),
    changeInvite: (what) => http.post<Invite>(`${board}/invite`, { do: what }),
    setDoor: (wish) => http.post<Invite>(`${board}/invite`, { do: "set", ...wish }),
    voting: () => http.get<Voting>(`${board}/attendance`),
    async openElsewhere() {
      return (await http.get<{ commitments: OpenElsewhere[] }>(`${board}/commitments`)).commitments;
    },
    async snapshots() {
      const { snapshots } = await http.get<{ snapshots: SavedSnapshot[] }>(`${board}/snapshots`);
      return snapshots;
    },
    saveSnapshot: (name) => http.post(`${board}/snapshots`, { name }),
    repair: (wish) => http.post<RepairPreview>(`${board}/repair`, wish),
    history({ before, limit, person, item }) {
      const query = new URLSearchParams({ limit: String(limit) });
      if (before !== undefined) query.set("before", String(before));
      if (person !== undefined) query.set("person", person);
      if (item !== undefined) query.set("item", item);
      return http.get<HistoryAnswer>(`${board}/history?${query}`);
    },
    shares: () => http.get<Shares>(`${board}/shares`),
    moment: (seq) => http.get<MomentAnswer>(`${board}/at/${seq}`),
    async entries(after, limit) {
      const path = `${board}/entries?after=${after}&limit=${limit}`;
      return (await http.get<{ entries: Entry[] }>(path)).entries;
    },
    async restore(seq) {
      return (await http.post<{ entries: number }>(`${board}/restore`, { seq })).entries;
    },
    async copy(seq, name) {
      return (await http.post<{ board: { id: string } }>(`${board}/copy`, { seq, name })).board.id;
    },
    async addPicture(file) {
      return (await http.post<{ asset: KeptPicture }>(`${board}/assets`, file)).asset;
    },
    setLocale: (locale) => http.post("/api/locale", { locale }),
    signOut: () => http.post("/api/sign-out"),
    async startDocument(wish) {
      return (await http.post<{ document: DocumentState }>(`${board}/documents`, wish)).document;
    },
    async startCards(wish) {
      return (await http.post<{ document: DocumentState }>(`${board}/documents/cards`, wish)).document;
    },
    async document(id) {
      const path = `${board}/documents/${encodeURIComponent(id)}`;
      return (await http.get<{ document: DocumentState }>(path)).document;
    },
    removeDocument: (id) => http.remove(`${board}/documents/${encodeURIComponent(id)}`),
    documentUrl: (id) => http.url(`${board}/documents/${encodeURIComponent(id)}/file`),
    exportUrl: (format, of) => http.url(`${board}/export?format=${format}${of ? `&of=${of}` : ""}`),
    snapshotUrl: (snapshotId) => http.url(`${board}/snapshots/${encodeURIComponent(snapshotId)}`),
    ask: (path, body) => (body ? http.post(board + path, body) : http.get(board + path)),
    pageUrl: (path) => http.url(path),
    projectorViewUrl: () => http.url(`/b/${encodeURIComponent(boardId)}/projector`),
    projectorUrl: () => http.url(`/b/${encodeURIComponent(boardId)}/invite`),
  };
}

/** The sentence for whatever a call threw. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
