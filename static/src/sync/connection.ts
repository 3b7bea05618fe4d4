/**
 * One Socket.IO connection after another. Each has a fresh socket: nothing that the library may
 * have kept back for an old one can slip into the next, and late answers of an old one are dropped.
 *
 * Networks refuse websockets, swallow them without a word, or are only slow, and from here these
 * look alike. So nobody waits for a try to fail: another one starts beside it, and the first that
 * connects is used.
 */

import { Manager, type Socket } from "socket.io-client";

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

/** A try has this long to itself before the next one starts beside it. */
const HEAD_START_MS = 2_500;
/** Without a connection after so long, it could not be made. */
const PATIENCE_MS = 20_000;
/** Of each way. The browser makes one websocket to a host at a time; a second would wait for the first. */
const MOST = { websocket: 1, polling: 3 };

type Way = keyof typeof MOST;

interface Try {
  readonly way: Way;
  readonly socket: Socket;
}

export function createConnection(options: ConnectionOptions): Connection {
  return new RacingConnection(options);
}

class RacingConnection implements Connection {
  private readonly options: ConnectionOptions;
  /** The one in use. */
  private socket: Socket | null = null;
  private tries: readonly Try[] = [];
  /** Tries started since `open`. */
  private started = 0;
  /** What worked last. */
  private best: Way = "websocket";
  private nextTry: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.options = options;
  }

  open(): void {
    this.close();
    this.started = 0;
    this.patience = setTimeout(() => this.giveUp(), PATIENCE_MS);
    this.tryNext();
  }

  close(): void {
    clearTimeout(this.nextTry);
    clearTimeout(this.patience);
    const old = [...this.tries.map(({ socket }) => socket), ...(this.socket === null ? [] : [this.socket])];
    // First, so that what closing causes is known to be about an old one.
    this.tries = [];
    this.socket = null;
    for (const socket of old) drop(socket);
  }

  emit(event: string, payload: unknown, onAnswer?: (answer: unknown) => void): void {
    const mine = this.socket;
    if (mine === null || !mine.connected) return;
    if (onAnswer === undefined) mine.emit(event, payload);
    else {
      mine.emit(event, payload, (answer: unknown) => {
        if (mine === this.socket) onAnswer(answer);
      });
    }
  }

  private tryNext(): void {
    clearTimeout(this.nextTry);
    this.nextTry = setTimeout(() => this.tryNext(), HEAD_START_MS);
    const way = this.wayOf(this.started);
    this.started += 1;
    const alike = this.tries.filter((other) => other.way === way);
    if (alike.length >= MOST[way]) this.drop(alike[0]);
    this.start(way);
  }

  /** What worked last, then the other; after that polling, whose tries do not wait for each other. */
  private wayOf(number: number): Way {
    if (number === 0) return this.best;
    if (number === 1) return this.best === "websocket" ? "polling" : "websocket";
    return number % 3 === 0 ? "websocket" : "polling";
  }

  private start(way: Way): void {
    const { base, token } = this.options;
    const manager = new Manager({
      hostname: location.hostname.replace(/^\[|\]$/g, ""), // the library puts those of IPv6 around it again
      port: location.port,
      path: `${base}/socket.io`,
      // Polling moves on to a websocket if it can.
      transports: way === "websocket" ? ["websocket"] : ["polling", "websocket"],
      timeout: PATIENCE_MS,
      requestTimeout: PATIENCE_MS, // a request that hangs would keep one of the browser's six places
      withCredentials: true,
      reconnection: false, // `session.ts` decides when
    });
    const socket = manager.socket("/", token === undefined ? {} : { auth: { token } });
    const mine: Try = { way, socket };
    this.tries = [...this.tries, mine];
    const fail = (): void => this.failed(mine);
    socket.on("connect_error", fail);
    socket.on("connect", () => this.connected(mine));
    socket.on("disconnect", fail);
    // The library does not look at a websocket that closes before it has opened.
    socket.io.engine.on("close", fail);
  }

  private connected(mine: Try): void {
    if (!this.tries.includes(mine)) return;
    this.tries = this.tries.filter((other) => other !== mine);
    this.close();
    const { socket, way } = mine;
    this.socket = socket;
    this.best = way;
    socket.io.engine.on("upgrade", () => {
      this.best = "websocket";
    });
    const { events } = this.options;
    socket.onAny((event: string, payload: unknown) => events.heard(event, payload));
    events.connected();
  }

  private failed(mine: Try): void {
    if (mine.socket === this.socket) {
      this.close();
      this.options.events.disconnected();
    } else if (this.tries.includes(mine)) {
      this.drop(mine);
      // The other way may work at once. When both have failed, more of the same does not help now.
      if (this.started === 1) this.tryNext();
      else if (this.tries.length === 0) this.giveUp();
    }
  }

  private drop(old: Try | undefined): void {
    this.tries = this.tries.filter((other) => other !== old);
    if (old !== undefined) drop(old.socket);
  }

  private giveUp(): void {
    this.close();
    this.options.events.disconnected();
  }
}

function drop(socket: Socket): void {
  socket.removeAllListeners();
  socket.offAny();
  socket.disconnect();
}
