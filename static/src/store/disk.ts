/**
 * Unsent changes in the browser's own database (IndexedDB), by person and board. It is shared by all
 * pages of this site in this browser and outlives them. Private windows may not have one.
 */

import type { OpId } from "../core/types.ts";
import type { PendingChange } from "./pending.ts";

/** Whose changes, on which board: nothing is ever read for another person. */
export interface Place {
  readonly person: string;
  readonly board: string;
}

/** Each promise fails when the browser cannot do it: the storage is full, or was taken away. */
export interface Disk {
  /** The client ids with changes here, each once. */
  clients(place: Place): Promise<string[]>;
  /** The changes of one page, by number. */
  changesOf(place: Place, client: string): Promise<PendingChange[]>;
  /** All of it or nothing. A change replaces the one with its op id. */
  write(place: Place, put: readonly PendingChange[], remove: readonly OpId[]): Promise<void>;
  /** How many changes of this person there are, on all boards. */
  count(person: string): Promise<number>;
  /** Removes all changes of this person. */
  forget(person: string): Promise<void>;
  /** Notes that these pages are there now. */
  beat(clients: readonly string[], nowMs: number): Promise<void>;
  /** The same for one page, if it was not seen since `sinceMs`; whether that is so. */
  takeSilent(client: string, sinceMs: number, nowMs: number): Promise<boolean>;
}

const NAME = "tavolo";
const VERSION = 1;
const CHANGES = "changes"; // key: person, board, client, n
const PAGES = "pages"; // key: client
/** As long as a person stays signed in: after that nobody comes back for them. */
const KEPT_MS = 180 * 24 * 60 * 60 * 1_000;

type Row = PendingChange & Place;

/** null where the browser has no such database, or keeps it shut. May take seconds where it is slow. */
export async function openDisk(nowMs: number): Promise<Disk | null> {
  try {
    const database = await open();
    const disk = new BrowserDisk(database);
    await disk.forgetBefore(nowMs - KEPT_MS);
    return disk;
  } catch {
    return null; // as in a private window: changes then live and die with the page
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const changes = request.result.createObjectStore(CHANGES, {
        keyPath: ["person", "board", "client", "n"],
      });
      changes.createIndex("atMs", "atMs");
      request.result.createObjectStore(PAGES, { keyPath: "client" });
    };
    request.onsuccess = () => {
      // A later version of the page wants to change the shape: it must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

class BrowserDisk implements Disk {
  private readonly database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.database = database;
  }

  async clients({ person, board }: Place): Promise<string[]> {
    const keys = await this.read(CHANGES, (rows) => rows.getAllKeys(below(person, board)));
    return [...new Set(keys.map((key) => String((key as IDBValidKey[])[2])))];
  }

  async changesOf({ person, board }: Place, client: string): Promise<PendingChange[]> {
    const rows: Row[] = await this.read(CHANGES, (store) => store.getAll(below(person, board, client)));
    return rows.map(({ person: _person, board: _board, ...change }) => change);
  }

  write({ person, board }: Place, put: readonly PendingChange[], remove: readonly OpId[]): Promise<void> {
    return this.change(CHANGES, (rows) => {
      for (const [client, n] of remove) rows.delete([person, board, client, n]);
      for (const change of put) rows.put({ ...change, person, board });
      // Now, not when the answers are in: the page may crash before it hears them.
      rows.transaction.commit();
    });
  }

  count(person: string): Promise<number> {
    return this.read(CHANGES, (rows) => rows.count(below(person)));
  }

  forget(person: string): Promise<void> {
    return this.change(CHANGES, (rows) => rows.delete(below(person)));
  }

  forgetBefore(atMs: number): Promise<void> {
    return this.change(CHANGES, (rows) => {
      const old = rows.index("atMs").openCursor(IDBKeyRange.upperBound(atMs, true));
      old.onsuccess = () => {
        old.result?.delete();
        old.result?.continue();
      };
    });
  }

  beat(clients: readonly string[], nowMs: number): Promise<void> {
    return this.change(PAGES, (pages) => {
      for (const client of clients) pages.put({ client, seenMs: nowMs });
    });
  }

  async takeSilent(client: string, sinceMs: number, nowMs: number): Promise<boolean> {
    let isSilent = false;
    await this.change(PAGES, (pages) => {
      const page: IDBRequest<{ readonly seenMs: number } | undefined> = pages.get(client);
      page.onsuccess = () => {
        const seenMs = page.result?.seenMs;
        // A time to come means that the clock was set back: it says nothing.
        isSilent = seenMs === undefined || seenMs < sinceMs || seenMs > nowMs;
        if (isSilent) pages.put({ client, seenMs: nowMs });
      };
    });
    return isSilent;
  }

  private read<Found>(name: string, ask: (store: IDBObjectStore) => IDBRequest<Found>): Promise<Found> {
    return new Promise((resolve, reject) => {
      const request = ask(this.database.transaction(name).objectStore(name));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  private change(name: string, act: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(name, "readwrite");
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      act(transaction.objectStore(name));
    });
  }
}

/** All keys that start with `parts`: an array comes after every text and number. */
function below(...parts: string[]): IDBKeyRange {
  return IDBKeyRange.bound(parts, [...parts, []]);
}
