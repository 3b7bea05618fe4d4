/** Where a comment belongs: on another item, or on the board. The way without dragging its pin. */

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { parentOf } from "../../core/records.ts";
import type { ItemRecord } from "../../core/types.ts";
import { nameOf } from "../../render/item_names.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createTalking } from "../../tools/commands/talking.ts";
import { type Ui, useUi } from "../context.ts";
import { Form } from "./form.tsx";
import { choicesOf, Picker } from "./picker.tsx";

/** What comments can be on. */
function mayHoldPin({ kind }: ItemRecord): boolean {
  return kind !== "comment" && kind !== "reply";
}

/** What a comment is on now, in a sentence. */
export function sayWhereItIs({ store, announcer }: Ui, id: string): void {
  const scene = store.scene.peek();
  const record = scene.get(id);
  if (record?.kind !== "comment") return;
  const on = scene.get(record.on ?? "");
  const item = on && nameOf(on, scene, store.people.peek());
  announcer.say(
    item ? t("The comment is on “%(item)s” now.", { item }) : t("The comment is on the board now."),
  );
}

export function PinDialog({ id }: { readonly id: string }): JSX.Element | null {
  const ui = useUi();
  const { store, view } = ui;
  const comment = store.scene.value.get(id);
  const before = comment?.kind === "comment" ? (comment.on ?? null) : null;
  const [isOnBoard, setOnBoard] = useState(before === null);
  const [chosen, choose] = useState(before);
  const choices = useMemo(() => {
    const on = store.scene.peek().get(before ?? "");
    return choicesOf(ui, mayHoldPin, on ? parentOf(on) : null);
  }, [ui, id]);
  if (comment?.kind !== "comment") return null;
  const on = isOnBoard ? null : chosen;

  function save(): void {
    const talking = createTalking(createCommandBoard(store, view, makeId));
    talking.putOn(id, on);
  }

  return (
    <Form
      title={t("Move the comment")}
      done={t("Move")}
      isReady={on !== before && (isOnBoard || on !== null)}
      save={save}
    >
      <Picker
        label={t("The item that it is about")}
        choices={choices}
        value={isOnBoard ? null : chosen}
        choose={(item) => {
          choose(item);
          setOnBoard(false);
        }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={isOnBoard}
          onChange={(event) => setOnBoard(event.currentTarget.checked)}
        />
        {t("No item: a place on the board")}
      </label>
    </Form>
  );
}
