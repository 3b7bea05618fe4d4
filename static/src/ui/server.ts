/** What the dialogs ask of the server about this board. Each call throws CallFailed. */

import type { Kind, Role } from "../core/types.ts";
import type { Http } from "../sync/http.ts";

export interface Invite {
  readonly code: string;
  readonly link: string;
  readonly is_open: boolean;
  /** The link as a QR code: a data URI of an SVG picture. */
  readonly qr: string;
}

export interface SavedSnapshot {
  readonly id: string;
  readonly name: string;
  readonly created_at_ms: number;
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

export interface BoardServer {
  rename(name: string): Promise<unknown>;
  setRole(personId: string, role: Role): Promise<unknown>;
  invite(): Promise<Invite>;
  changeInvite(what: "renew" | "close" | "open"): Promise<Invite>;
  snapshots(): Promise<readonly SavedSnapshot[]>;
  saveSnapshot(name: string): Promise<unknown>;
  repair(wish: RepairWish): Promise<RepairPreview>;
  setLocale(locale: string): Promise<unknown>;
  signOut(): Promise<unknown>;
  /** Addresses to link to. */
  exportUrl(format: ExportFormat): string;
  snapshotUrl(snapshotId: string): string;
  pageUrl(path: string): string;
  projectorUrl(): string;
}

export function createBoardServer(http: Http, boardId: string): BoardServer {
  const board = `/api/boards/${encodeURIComponent(boardId)}`;
  return {
    rename: (name) => http.patch(board, { name }),
    setRole: (personId, role) => http.patch(`${board}/people/${encodeURIComponent(personId)}`, { role }),
    invite: () => http.get<Invite>(`${board}/invite`),
    changeInvite: (what) => http.post<Invite>(`${board}/invite`, { do: what }),
    async snapshots() {
      const { snapshots } = await http.get<{ snapshots: SavedSnapshot[] }>(`${board}/snapshots`);
      return snapshots;
    },
    saveSnapshot: (name) => http.post(`${board}/snapshots`, { name }),
    repair: (wish) => http.post<RepairPreview>(`${board}/repair`, wish),
    setLocale: (locale) => http.post("/api/locale", { locale }),
    signOut: () => http.post("/api/sign-out"),
    exportUrl: (format) => http.url(`${board}/export?format=${format}`),
    snapshotUrl: (snapshotId) => http.url(`${board}/snapshots/${encodeURIComponent(snapshotId)}`),
    pageUrl: (path) => http.url(path),
    projectorUrl: () => http.url(`/b/${encodeURIComponent(boardId)}/invite`),
  };
}

/** The sentence for whatever a call threw. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
