/** A picture or a PDF of the board: what and how, how far it is, and the file. */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { type DocumentState, type DocumentWish, sentenceOf } from "../server.ts";
import { type Choice, ChoiceField } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

const PAUSE_MS = 400;
const WHOLE = "board";
const SELECTED = "selection";
const EACH = "frames";

function useParts(): readonly Choice[] {
  const { store, view } = useUi();
  const frames = [...store.scene.value.values()].flatMap((record) =>
    record.kind === "frame" ? [{ value: record.id, name: record.title || t("Area without a title") }] : [],
  );
  const parts = [{ value: WHOLE, name: t("Whole board") }];
  if (frames.length > 0) parts.push({ value: EACH, name: t("One page for each area") });
  if (view.selection.value.size > 0) parts.push({ value: SELECTED, name: t("What is selected") });
  return [...parts, ...frames];
}

const papers = (): readonly Choice[] => [
  { value: "own", name: t("As large as the board") },
  ...["a4", "a3", "a2", "a1", "a0"].map((value) => ({ value, name: value.toUpperCase() })),
];

function stateInWords({ state, ahead }: DocumentState): string {
  if (state === "waiting" && ahead > 0) return t("Waiting for other documents…");
  return state === "writing" ? t("Writing the file…") : t("Drawing…");
}

interface Following {
  readonly now: DocumentState | null;
  readonly trouble: string;
  start(ask: () => Promise<DocumentState>): void;
  stop(): void;
}

/** One document at a time, asked about until it is done; leaving stops it. */
export function useDocument(): Following {
  const { server, announcer } = useUi();
  const [now, setNow] = useState<DocumentState | null>(null);
  const [trouble, setTrouble] = useState("");
  const current = useRef<string | null>(null);
  const timer = useRef(0);

  function fail(sentence: string): void {
    current.current = null;
    setNow(null);
    setTrouble(sentence);
  }

  async function look(id: string): Promise<void> {
    try {
      const found = await server.document(id);
      if (current.current !== id) return;
      if (found.state === "failed") return fail(found.error?.message ?? "");
      setNow(found);
      if (found.state === "done") announcer.say(t("The document is ready."));
      else timer.current = window.setTimeout(() => void look(id), PAUSE_MS);
    } catch (error) {
      if (current.current === id) fail(sentenceOf(error));
    }
  }

  async function begin(ask: () => Promise<DocumentState>): Promise<void> {
    stop();
    setTrouble("");
    try {
      const started = await ask();
      current.current = started.id;
      setNow(started);
      await look(started.id);
    } catch (error) {
      fail(sentenceOf(error));
    }
  }

  function stop(): void {
    clearTimeout(timer.current);
    // What is finished stays a while: the browser may still be fetching it.
    if (current.current !== null && now?.state !== "done") {
      server.removeDocument(current.current).catch(() => undefined); // it goes by itself soon
    }
    current.current = null;
    setNow(null);
  }

  const leave = useRef(stop);
  leave.current = stop;
  useEffect(() => () => leave.current(), []);

  return { now, trouble, start: (ask) => void begin(ask), stop };
}

function Progress({ now, stop }: { readonly now: DocumentState; stop(): void }): JSX.Element {
  return (
    <div class="field-row">
      <progress aria-label={t("Progress of the document")} />
      <span role="status">{stateInWords(now)}</span>
      <button type="button" class="button" onClick={stop}>
        {t("Cancel")}
      </button>
    </div>
  );
}

function Ready({ now }: { readonly now: DocumentState }): JSX.Element {
  const { server } = useUi();
  const missing = now.missing ?? [];
  return (
    <>
      <a class="button button-primary" href={server.documentUrl(now.id)} download>
        <Icon name="download" />
        {t("Save the file")}
      </a>
      {missing.length > 0 && (
        <p class="muted">
          {t("No font has these characters, so they became □: %(characters)s", {
            characters: missing.join(" "),
          })}
        </p>
      )}
      {now.is_standard === false && (
        <p class="muted">
          {t(
            "This PDF is complete, but not made for reading aloud: something on the board does not allow it.",
          )}
        </p>
      )}
    </>
  );
}

/** How far it is, and then the file. */
export function Outcome({ now, stop }: Pick<Following, "now" | "stop">): JSX.Element | null {
  if (now === null) return null;
  return now.state === "done" ? <Ready now={now} /> : <Progress now={now} stop={stop} />;
}

export function DocumentForm(): JSX.Element {
  const { store, view, server } = useUi();
  const hasComments = [...store.scene.value.values()].some(({ kind }) => kind === "comment");
  const parts = useParts();
  const { now, trouble, start, stop } = useDocument();
  const [part, setPart] = useState(WHOLE);
  const [format, setFormat] = useState<DocumentWish["format"]>("pdf");
  const [paper, setPaper] = useState("own");
  const [withComments, setWithComments] = useState(false);

  function wish(): DocumentWish {
    const items =
      part === SELECTED ? [...view.selection.value] : part === WHOLE || part === EACH ? [] : [part];
    return {
      format,
      items,
      each_frame: part === EACH,
      paper: format === "pdf" ? paper : "own",
      comments: format === "pdf" && withComments,
    };
  }

  const changing =
    (set: (value: string) => void) =>
    (value: string): void => {
      stop();
      set(value);
    };

  return (
    <section class="dialog-part" aria-labelledby="document-title">
      <h3 id="document-title">{t("Picture or PDF")}</h3>
      <ChoiceField
        id="document-part"
        label={t("What")}
        choices={parts}
        value={part}
        set={changing(setPart)}
      />
      <ChoiceField
        id="document-format"
        label={t("Format")}
        choices={[
          { value: "pdf", name: t("PDF, to print and to read") },
          { value: "png", name: t("PNG, a picture") },
          { value: "svg", name: t("SVG, a picture to edit") },
        ]}
        value={format}
        set={changing((value) => setFormat(value === "png" || value === "svg" ? value : "pdf"))}
      />
      {format === "pdf" && (
        <ChoiceField
          id="document-paper"
          label={t("Paper")}
          choices={papers()}
          value={paper}
          set={changing(setPaper)}
        />
      )}
      {format === "pdf" && hasComments && (
        <label class="check">
          <input
            type="checkbox"
            checked={withComments}
            onChange={(event) => {
              stop();
              setWithComments(event.currentTarget.checked);
            }}
          />
          {t("With the comments: numbers on the board, and what was said at the end")}
        </label>
      )}
      {now === null && (
        <button type="button" class="button" onClick={() => start(() => server.startDocument(wish()))}>
          <Icon name="file-text" />
          {t("Make the document")}
        </button>
      )}
      <Outcome now={now} stop={stop} />
      <Trouble sentence={trouble} />
    </section>
  );
}
