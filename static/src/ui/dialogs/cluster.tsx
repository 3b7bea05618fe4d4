/** A new cluster without a pointer: its title, and which notes of the frame belong to it. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import { parentOf } from "../../core/records.ts";
import type { ItemRecord } from "../../core/types.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createRelating } from "../../tools/commands/relating.ts";
import { useUi } from "../context.ts";
import { Form } from "./form.tsx";
import { type Choice, choicesOf } from "./picker.tsx";

interface ClusterProps {
  /** The frame that it comes to lie in. */
  readonly frame: string | null;
  /** Ids of the notes that it begins with. */
  readonly notes: readonly string[];
}

interface NotesFieldProps {
  readonly notes: readonly Choice[];
  readonly chosen: ReadonlySet<string>;
  toggle(id: string): void;
}

function NotesField({ notes, chosen, toggle }: NotesFieldProps): JSX.Element {
  return (
    <fieldset class="picker-checks">
      <legend class="field-label">{t("Notes that belong to it")}</legend>
      {notes.length === 0 && <p class="field-hint">{t("There are no notes here yet.")}</p>}
      {notes.map(({ id, name }) => (
        <label key={id} class="check">
          <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
          <span dir="auto">{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function ClusterDialog({ frame, notes: given }: ClusterProps): JSX.Element {
  const ui = useUi();
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(given));
  const notes = useMemo(() => {
    const isHere = (item: ItemRecord): boolean => parentOf(item) === frame || given.includes(item.id);
    return choicesOf(ui, (item) => item.kind === "note" && isHere(item), frame);
  }, [ui, frame]);

  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  function save(): boolean {
    const relating = createRelating(createCommandBoard(ui.store, ui.view, makeId));
    const id = relating.gather(chosen, title, frame);
    if (id !== null) ui.announcer.say(t("Cluster added."));
    return id !== null;
  }

  return (
    <Form title={t("New cluster")} done={t("Add the cluster")} save={save}>
      <div class="field">
        <label for="cluster-title">{t("Title")}</label>
        <input
          id="cluster-title"
          class="input"
          data-first
          dir="auto"
          required
          maxLength={LIMITS.title}
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </div>
      <NotesField notes={notes} chosen={chosen} toggle={toggle} />
    </Form>
  );
}
