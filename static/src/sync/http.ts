/** JSON calls to the server this page came from, below its base path. */

import { asErrorAnswer } from "../core/errors.ts";
import { t } from "../core/i18n.ts";

/** The server refused, or could not be reached (code "network", status 0). */
export class CallFailed extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly retryMs: number | undefined;

  /** `message` is for people, in their language. */
  constructor(failure: {
    code: string;
    message: string;
    status: number;
    data?: Readonly<Record<string, unknown>>;
    retryMs?: number | undefined;
  }) {
    super(failure.message);
    this.name = "CallFailed";
    this.code = failure.code;
    this.status = failure.status;
    this.data = failure.data ?? {};
    this.retryMs = failure.retryMs;
  }
}

/** An answer that went well: `{ok: true, ...}`. The caller says which shape it expects. */
export interface Http {
  /** Each throws CallFailed. `path` starts with a slash and excludes the base path. */
  get<Answer>(path: string): Promise<Answer>;
  /** A file is sent as it is. */
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  patch<Answer>(path: string, body: unknown): Promise<Answer>;
  remove<Answer>(path: string): Promise<Answer>;
  /** The address of `path`, for links and downloads. */
  url(path: string): string;
}

export interface HttpOptions {
  /** "" or a path such as "/tavolo". */
  readonly base: string;
  /** For pages without a cookie. */
  readonly token?: string | undefined;
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

const TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 180_000;

export function createHttp({
  base,
  token,
  timeoutMs = TIMEOUT_MS,
  fetch = globalThis.fetch,
}: HttpOptions): Http {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (token !== undefined) headers.Authorization = `Bearer ${token}`;
    const init: RequestInit = {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-cache", // ask every time; the ETag saves the bytes
      signal: AbortSignal.timeout(timeoutMs),
    };
    if (method !== "GET") {
      const isFile = body instanceof Blob;
      headers["Content-Type"] = isFile ? body.type : "application/json";
      init.body = isFile ? body : JSON.stringify(body ?? {});
      if (isFile) init.signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MS);
    }
    const { status, answer } = await exchange(() => fetch(base + path, init));
    if (isObject(answer) && answer.ok === true) return answer as Answer;
    const error = asErrorAnswer(answer);
    if (error === null) throw unreadable(status);
    throw new CallFailed({ ...error, status, retryMs: error.retry_ms });
  }

  return {
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
    remove: (path) => call("DELETE", path),
    url: (path) => base + path,
  };
}

/** Status and body of a response; body undefined when it is not JSON. */
async function exchange(send: () => Promise<Response>): Promise<{ status: number; answer: unknown }> {
  try {
    const response = await send();
    const text = await response.text();
    return { status: response.status, answer: parse(text) };
  } catch {
    // fetch rejects for a dead network, a cut answer and the timeout alike.
    throw new CallFailed({
      code: "network",
      message: t("The server cannot be reached. Check your connection and try again."),
      status: 0,
    });
  }
}

/** Something between us and the server answered, a proxy's error page for instance. */
function unreadable(status: number): CallFailed {
  return new CallFailed({
    code: "network",
    message: t("The server cannot be reached. Check your connection and try again."),
    status,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
