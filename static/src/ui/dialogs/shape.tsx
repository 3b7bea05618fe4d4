/** A shape with words, without drawing it: for the list. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import type { ShapeRecord } from "../../core/types.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { SHAPES } from "../../tools/commands/making.ts";
import { createSettling } from "../../tools/commands/settling.ts";
import { useUi } from "../context.ts";
import { shapeName } from "../tooloptions.tsx";
import { Form, WordsField } from "./form.tsx";

type ShapeName = ShapeRecord["shape"];

export function ShapeDialog({ frame }: { readonly frame: string | null }): JSX.Element {
  const ui = useUi();
  const [shape, setShape] = useState<ShapeName>("rounded");
  const [text, setText] = useState("");

  function save(): boolean {
    const settling = createSettling(createCommandBoard(ui.store, ui.view, makeId));
    const id = settling.shape(frame, shape, text);
    if (id !== null) ui.announcer.say(t("Shape added."));
    return id !== null;
  }

  return (
    <Form title={t("Add a shape")} done={t("Add the shape")} save={save}>
      <WordsField id="shape-text" label={t("Text")} value={text} set={setText} />
      <div class="field">
        <label for="shape-kind">{t("Shape")}</label>
        <select
          id="shape-kind"
          class="input"
          value={shape}
          onChange={(event) => setShape(event.currentTarget.value as ShapeName)}
        >
          {SHAPES.map((one) => (
            <option key={one} value={one}>
              {shapeName(one)}
            </option>
          ))}
        </select>
      </div>
    </Form>
  );
}
