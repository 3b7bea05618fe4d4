/**
 * One Socket.IO connection after another. Each has a fresh socket: nothing that the library may
 * have kept back for an old one can slip into the next, and late answers of an old one are dropped.
 */

import { io, type Socket } from "socket.io-client";

export interface ConnectionEvents {
  connected(): void;
  /** The connection is lost, or could not be made. Not called after `close`. */
  disconnected(): void;
  heard(event: string, payload: unknown): void;
}

export interface Connection {
  /** Closes the connection that there is, if any, and opens a new one. */
  open(): void;
  close(): void;
  /** Sends only while connected; otherwise nothing happens and no answer comes. */
  emit(event: string, payload: unknown, onAnswer?: (answer: unknown) => void): void;
}

export interface ConnectionOptions {
  readonly base: string;
  readonly token?: string | undefined;
  readonly events: ConnectionEvents;
}

/** A network that swallows websockets without a word must not hold up the fallback for long. */
const CONNECT_MS = { websocket: 4_000, polling: 8_000 };

type Way = keyof typeof CONNECT_MS;

export function createConnection({ base, token, events }: ConnectionOptions): Connection {
  let socket: Socket | null = null;
  let worked: Way = "websocket"; // what to try first

  let patience: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    clearTimeout(patience);
    const old = socket;
    socket = null; // first, so that what closing causes is known to be about an old one
    old?.removeAllListeners();
    old?.offAny();
    old?.disconnect();
  }

  function openBy(way: Way, other: Way | null): void {
    close();
    const mine = io({
      path: `${base}/socket.io`,
      // Polling comes first only where websockets failed, and still moves on to one if it can.
      transports: way === "websocket" ? ["websocket"] : ["polling", "websocket"],
      timeout: CONNECT_MS[way],
      withCredentials: true,
      forceNew: true,
      reconnection: false, // `session.ts` decides when
      ...(token === undefined ? {} : { auth: { token } }),
    });
    socket = mine;
    let hasOpened = false;
    const fail = (): void => {
      if (mine !== socket || hasOpened) return;
      if (other !== null) openBy(other, null);
      else {
        close();
        events.disconnected();
      }
    };
    // The library's own timeout ends when the transport opens; a proxy may go silent after that.
    patience = setTimeout(fail, CONNECT_MS[way]);
    mine.on("connect_error", fail);
    mine.on("connect", () => {
      clearTimeout(patience);
      hasOpened = true;
      worked = way;
      events.connected();
    });
    mine.on("disconnect", () => (hasOpened ? events.disconnected() : fail()));
    // The library does not look at a websocket that closes before it has opened.
    mine.io.engine.on("close", fail);
    mine.onAny((event: string, payload: unknown) => events.heard(event, payload));
  }

  return {
    // Where polling once had to help, the next try need not wait for a websocket to fail first.
    open: () => openBy(worked, worked === "websocket" ? "polling" : null),
    close,
    emit(event, payload, onAnswer) {
      const mine = socket;
      if (mine === null || !mine.connected) return;
      if (onAnswer === undefined) mine.emit(event, payload);
      else {
        mine.emit(event, payload, (answer: unknown) => {
          if (mine === socket) onAnswer(answer);
        });
      }
    },
  };
}
