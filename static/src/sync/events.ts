/** What `session.ts` is told and what it decides. */

import type { Entry, ErrorAnswer, OpId } from "../core/types.ts";
import type { DraftNews } from "../store/drafts.ts";
import type { PendingChange } from "../store/store.ts";
import type {
  Answer,
  BoardMessage,
  DraftAnswer,
  HelloAnswer,
  HereMessage,
  OpAnswer,
  SnapshotAnswer,
  SyncAnswer,
} from "./messages.ts";

export type TimerName = "reconnect" | "answer" | "retry" | "head" | "quiet" | "away";

export type SessionEvent =
  | { readonly type: "start" | "stop" | "connected" | "disconnected" | "changed" | "wake" | "offline" }
  | { readonly type: "timer"; readonly name: TimerName }
  | ServerEvent;

/** What the server says. */
export type ServerEvent =
  | { readonly type: "hello"; readonly answer: Answer<HelloAnswer> }
  | { readonly type: "synced"; readonly answer: Answer<SyncAnswer> }
  | { readonly type: "snapshot"; readonly answer: Answer<SnapshotAnswer> }
  | { readonly type: "entries"; readonly entries: readonly Entry[] }
  | { readonly type: "answer"; readonly id: OpId; readonly answer: Answer<OpAnswer> }
  | { readonly type: "kept"; readonly id: OpId; readonly answer: Answer<DraftAnswer> }
  | { readonly type: "drafts"; readonly news: DraftNews }
  | { readonly type: "head"; readonly seq: number; readonly hash: number }
  | { readonly type: "board"; readonly board: BoardMessage }
  | { readonly type: "bye"; readonly error: ErrorAnswer };

export type Effect =
  /** Opens a new connection; answers "connected" or "disconnected" follow. */
  | { readonly do: "connect" }
  /** Closes the connection and forgets what it still owes; no event follows. */
  | { readonly do: "disconnect" }
  | { readonly do: "hello"; readonly since: number | null }
  | { readonly do: "sync"; readonly since: number }
  | { readonly do: "op"; readonly id: OpId; readonly ops: PendingChange["ops"] }
  | { readonly do: "draft"; readonly change: PendingChange }
  /** Tells that this page's scene is not the server's; `hash` is what this page has at `seq`. */
  | { readonly do: "diverged"; readonly seq: number; readonly hash: number }
  /** Loads the whole board over HTTP. */
  | { readonly do: "snapshot" }
  /** Who is here, all of them; `session` is this connection's own number, null without one. */
  | { readonly do: "here"; readonly here: readonly HereMessage[]; readonly session: number | null }
  | { readonly do: "timer"; readonly name: TimerName; readonly ms: number }
  | { readonly do: "cancel"; readonly name: TimerName };

export type Phase = "off" | "connecting" | "greeting" | "loading" | "live" | "down" | "ended";
