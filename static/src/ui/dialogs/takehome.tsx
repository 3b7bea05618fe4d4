/** What leaves the board: the minute, the table, the whole board as a file, and named snapshots. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatDate, formatTime, t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { leads } from "../../core/roles.ts";
import { type Ui, useUi } from "../context.ts";
import { decidedOf } from "../decisions/decided.ts";
import { toldOf } from "../decisions/told.ts";
import { Icon } from "../icon.tsx";
import { type ExportFormat, type SavedSnapshot, sentenceOf } from "../server.ts";
import { Dialog } from "./dialog.tsx";
import { DocumentForm } from "./document.tsx";
import { Trouble } from "./trouble.tsx";

interface Download {
  readonly format: ExportFormat;
  /** Of what it is a table; of the notes without it. */
  readonly of?: string;
  readonly icon: string;
  readonly name: string;
  readonly what: string;
}

/** What was decided has tables of its own. */
function decidedTables({ store }: Ui): Download[] {
  const { decisions } = decidedOf(store);
  const { commitments } = toldOf(store);
  const table = {
    format: "csv",
    icon: "table",
    what: t("One on each line, for a spreadsheet (CSV)."),
  } as const;
  return [
    ...(decisions.value.length > 0 ? [{ ...table, of: "decisions", name: t("Decisions") }] : []),
    ...(commitments.value.length > 0 ? [{ ...table, of: "commitments", name: t("Commitments") }] : []),
  ];
}

function Downloads(): JSX.Element {
  const ui = useUi();
  const { server } = ui;
  const downloads: Download[] = [
    {
      format: "md",
      icon: "file-text",
      name: t("Minutes"),
      what: t("The board by frame, as a text to edit (Markdown)."),
    },
    {
      format: "csv",
      icon: "table",
      name: t("Table"),
      what: t("All notes, one on each line, for a spreadsheet (CSV)."),
    },
    ...decidedTables(ui),
    {
      format: "json",
      icon: "braces",
      name: t("Whole board"),
      what: t("Everything, to keep or to open again here (JSON)."),
    },
  ];
  return (
    <ul role="list" class="downloads">
      {downloads.map(({ format, of, icon, name, what }, index) => (
        <li key={name}>
          <a
            class="download"
            href={server.exportUrl(format, of)}
            download
            data-first={index === 0 ? true : undefined}
          >
            <Icon name={icon} />
            <span>
              <b>{name}</b>
              <span class="muted">{what}</span>
            </span>
            <Icon name="download" />
          </a>
        </li>
      ))}
    </ul>
  );
}

function SnapshotList({ snapshots }: { readonly snapshots: readonly SavedSnapshot[] }): JSX.Element {
  const { server } = useUi();
  if (snapshots.length === 0)
    return <p class="muted">{t("No snapshots yet. Save one before a vote or at the end.")}</p>;
  return (
    <ul role="list" class="snapshots">
      {snapshots.map(({ id, name, created_at_ms }) => (
        <li key={id}>
          <span>
            <b>{name}</b>
            <span class="muted">
              {formatDate(created_at_ms)}, {formatTime(created_at_ms)}
            </span>
          </span>
          <a
            class="button button-quiet button-icon"
            href={server.snapshotUrl(id)}
            download
            aria-label={t("Download the snapshot %(name)s", { name })}
            title={t("Download")}
          >
            <Icon name="download" />
          </a>
        </li>
      ))}
    </ul>
  );
}

interface SnapshotFormProps {
  readonly name: string;
  setName(name: string): void;
  save(): void;
}

function SnapshotForm({ name, setName, save }: SnapshotFormProps): JSX.Element {
  return (
    <form
      class="field-row"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        class="input"
        required
        maxLength={LIMITS.name}
        aria-label={t("Name of the snapshot")}
        placeholder={t("Name, for example “After the vote”")}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        <Icon name="camera" />
        {t("Save a snapshot")}
      </button>
    </form>
  );
}

function Snapshots(): JSX.Element {
  const { server, announcer } = useUi();
  const [snapshots, setSnapshots] = useState<readonly SavedSnapshot[] | null>(null);
  const [name, setName] = useState("");
  const [trouble, setTrouble] = useState("");

  async function attempt(ask: () => Promise<void>): Promise<void> {
    setTrouble("");
    try {
      await ask();
      setSnapshots(await server.snapshots());
    } catch (error) {
      setTrouble(sentenceOf(error));
    }
  }

  useEffect(() => void attempt(() => Promise.resolve()), [server]);

  async function save(): Promise<void> {
    await server.saveSnapshot(name.trim());
    setName("");
    announcer.say(t("Snapshot saved."));
  }

  return (
    <section class="dialog-part" aria-labelledby="snapshots-title">
      <h3 id="snapshots-title">{t("Snapshots")}</h3>
      <SnapshotForm name={name} setName={setName} save={() => void attempt(save)} />
      <Trouble sentence={trouble} />
      {snapshots ? (
        <SnapshotList snapshots={snapshots} />
      ) : (
        trouble === "" && <p class="loading">{t("Loading…")}</p>
      )}
    </section>
  );
}

export function TakeHomeDialog(): JSX.Element {
  const { store } = useUi();
  return (
    <Dialog title={t("Take home")} class="dialog-wide">
      <Downloads />
      <DocumentForm />
      {leads(store.me.value.role) && <Snapshots />}
    </Dialog>
  );
}
