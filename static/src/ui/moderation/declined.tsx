/** To who wrote it: why a note is not on the board, and what can become of it (MOD3). */

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type DraftRecord, isModeratedNow } from "../../core/drafts.ts";
import { t } from "../../core/i18n.ts";
import { LIMITS } from "../../core/kinds.ts";
import { isInside } from "../../core/relations.ts";
import { stepOn } from "../../core/workshop.ts";
import { type Ui, useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { areasOf } from "../workshop/agenda.ts";
import { shortWords } from "./words.ts";

/** The frame that a note goes to now: its own, or one of those that the step that is on is about. */
function homeOf({ store }: Ui, { frame }: DraftRecord): string | null {
  const scene = store.present.peek();
  const step = stepOn(scene);
  const areas = step === null ? [] : areasOf(scene, step);
  const own = frame !== null && scene.has(frame) ? frame : null;
  const fits = areas.length === 0 || (own !== null && areas.some(({ id }) => isInside(scene, own, id)));
  return fits ? own : (areas[0]?.id ?? null);
}

function sendAgain(ui: Ui, note: DraftRecord, text: string): boolean {
  const { store, commands } = ui;
  const home = homeOf(ui, note);
  if (home !== note.frame && commands.moveToFrame([note.id], home).length === 0) return false;
  if (text !== note.text && !commands.setText(note.id, text)) return false;
  const record = store.present.peek().get(note.id);
  const isStill = record?.kind === "note" && record.state === "declined";
  if (isStill) store.drafts.join([note.id]); // the same words once more
  return true;
}

function putInNewNote(ui: Ui, note: DraftRecord): boolean {
  const { text, type } = note;
  if (ui.commands.addNote({ text, type, frame: homeOf(ui, note) }) === null) return false;
  ui.store.change(t("Delete"), [{ do: "delete", id: note.id }]);
  return true;
}

interface FormProps {
  readonly note: DraftRecord;
  close(): void;
}

function AgainForm({ note, close }: FormProps): JSX.Element {
  const ui = useUi();
  const [text, setText] = useState(note.text);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = `again-${note.id}`;
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="again-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sendAgain(ui, note, text)) ui.announcer.say(t("Sent again. It waits to be read."));
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <label for={id}>{t("What you want to say")}</label>
      <textarea
        ref={field}
        id={id}
        class="input"
        dir="auto"
        rows={3}
        required
        maxLength={LIMITS.text}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <span class="private-ways">
        <button type="submit" class="button button-primary" disabled={text.trim() === ""}>
          {t("Send it again")}
        </button>
        <button type="button" class="button" onClick={close}>
          {t("Cancel")}
        </button>
      </span>
    </form>
  );
}

interface WaysProps {
  readonly note: DraftRecord;
  readonly isModerated: boolean;
  change(): void;
}

function Ways({ note, isModerated, change }: WaysProps): JSX.Element {
  const ui = useUi();
  const { store, commands, announcer } = ui;
  return (
    <span class="private-ways">
      {isModerated && (
        <button type="button" class="button" onClick={change}>
          {t("Change and send again")}
        </button>
      )}
      {!isModerated && commands.canAdd("note") && (
        <button
          type="button"
          class="button"
          onClick={() => {
            if (putInNewNote(ui, note)) announcer.say(t("Its words are in a new note."));
          }}
        >
          {t("Put its words in a new note")}
        </button>
      )}
      <button
        type="button"
        class="button"
        aria-label={t("Delete my note")}
        title={t("Delete my note")}
        onClick={() => {
          store.change(t("Delete"), [{ do: "delete", id: note.id }]);
        }}
      >
        <Icon name="trash-2" />
        <span class="private-wide">{t("Delete my note")}</span>
      </button>
    </span>
  );
}

export function DeclinedBand({ note }: { readonly note: DraftRecord }): JSX.Element {
  const { store, commands, announcer } = useUi();
  const [isChanging, setChanging] = useState(false);
  const words = shortWords(note.text);
  const sentence = t("“%(words)s” was declined. The reason: %(why)s", { words, why: note.why ?? "" });
  useEffect(() => announcer.say(sentence), [announcer, sentence]);
  const isModerated = isModeratedNow(store.present.value) && commands.canAdd("note");
  const isOpen = isChanging && isModerated;
  return (
    <section class="band private-band" aria-label={t("Declined")}>
      <Icon name="eye-off" />
      <span dir="auto">
        {sentence}
        {!isModerated && <span class="band-more">{t("It stays here, for you alone.")}</span>}
      </span>
      {isOpen ? (
        <AgainForm note={note} close={() => setChanging(false)} />
      ) : (
        <Ways note={note} isModerated={isModerated} change={() => setChanging(true)} />
      )}
    </section>
  );
}
