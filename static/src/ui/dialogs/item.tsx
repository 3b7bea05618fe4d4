/** The words of items that are not written on in place: labels, titles, addresses, descriptions. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Point } from "../../core/geometry.ts";
import { t } from "../../core/i18n.ts";
import { makeId } from "../../core/ids.ts";
import { LIMITS } from "../../core/kinds.ts";
import type { ItemRecord } from "../../core/types.ts";
import { cleanTitle } from "../../core/words.ts";
import { viewMiddle } from "../../tools/commands/adding.ts";
import { createCommandBoard } from "../../tools/commands/board.ts";
import { createHolding } from "../../tools/commands/holding.ts";
import { createMaking } from "../../tools/commands/making.ts";
import { createSettling } from "../../tools/commands/settling.ts";
import { type Ui, useUi } from "../context.ts";
import { Form } from "./form.tsx";

const boardOf = ({ store, view }: Ui) => createCommandBoard(store, view, makeId);

interface LineProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly isAddress?: boolean;
  readonly most: number;
  readonly isFirst?: boolean;
  readonly isNeeded?: boolean;
  readonly value: string;
  write(value: string): void;
}

function Line(props: LineProps): JSX.Element {
  const { id, label, hint, isAddress, most, isFirst, isNeeded, value, write } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        inputMode={isAddress ? "url" : "text"}
        dir="auto"
        data-first={isFirst === true}
        required={isNeeded === true}
        maxLength={most}
        {...(hint ? { "aria-describedby": `${id}-hint` } : {})}
        value={value}
        onInput={(event) => write(event.currentTarget.value)}
      />
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface Words {
  readonly title: string;
  readonly name: string;
  readonly label: string;
  readonly most: number;
  readonly hint?: string;
}

function wordsFor(record: ItemRecord): Words | null {
  switch (record.kind) {
    case "connector":
      return { title: t("Line"), name: "label", label: t("Label"), most: LIMITS.title };
    case "cluster":
      return { title: t("Cluster"), name: "title", label: t("Title"), most: LIMITS.title };
    case "link":
      return { title: t("Link"), name: "title", label: t("Title"), most: LIMITS.title };
    case "image": {
      const hint = t("For people who cannot see it. Leave it empty if the picture only decorates.");
      return { title: t("Picture"), name: "alt", label: t("What the picture shows"), most: LIMITS.alt, hint };
    }
    default:
      return null;
  }
}

export function ItemDialog({ id }: { readonly id: string }): JSX.Element | null {
  const ui = useUi();
  // As it was when the dialog opened: somebody else may change it, or delete it, meanwhile.
  const [record] = useState(() => ui.store.scene.peek().get(id));
  const words = record ? wordsFor(record) : null;
  const before = String(new Map<string, unknown>(Object.entries(record ?? {})).get(words?.name ?? "") ?? "");
  const [text, setText] = useState(before);
  const urlBefore = record?.kind === "link" ? record.url : "";
  const [url, setUrl] = useState(urlBefore);
  if (!words) return null;
  const { name, title, label, most, hint } = words;

  function save(): boolean {
    const board = boardOf(ui);
    if (board.editable(id, "write") === null) return false;
    createHolding(board).set(t("Write"), [id], {
      ...(text === before ? {} : { [name]: cleanTitle(text) }),
      ...(url === urlBefore ? {} : { url: url.trim() }),
    });
    return true;
  }

  return (
    <Form title={title} done={t("Save")} save={save}>
      {record?.kind === "link" && (
        <Line
          id="item-url"
          label={t("Address")}
          isAddress
          most={LIMITS.url}
          isNeeded
          value={url}
          write={setUrl}
        />
      )}
      <Line
        id="item-words"
        label={label}
        most={most}
        isFirst
        value={text}
        write={setText}
        {...(hint === undefined ? {} : { hint })}
      />
    </Form>
  );
}

interface LinkProps {
  readonly at: Point | null;
  /** Where it is put when no place is given; undefined: in the middle of the view. */
  readonly frame?: string | null | undefined;
  readonly url: string;
}

export function LinkDialog({ at, frame, url: given }: LinkProps): JSX.Element {
  const ui = useUi();
  const [url, setUrl] = useState(given);
  const [title, setTitle] = useState("");

  function save(): boolean {
    const board = boardOf(ui);
    const wanted = /^[a-z]+:/i.test(url.trim()) ? url.trim() : `https://${url.trim()}`;
    const id =
      at === null && frame !== undefined
        ? createSettling(board).link(frame, wanted, title)
        : createMaking(board).link(at ?? viewMiddle(board), wanted, title);
    if (id !== null) ui.announcer.say(t("Link added."));
    return id !== null;
  }

  return (
    <Form title={t("Add a link")} done={t("Add the link")} save={save}>
      <Line
        id="link-url"
        isAddress
        label={t("Address")}
        hint={t("It starts with https://, http:// or mailto:.")}
        most={LIMITS.url}
        isFirst
        isNeeded
        value={url}
        write={setUrl}
      />
      <Line id="link-title" label={t("Title")} most={LIMITS.title} value={title} write={setTitle} />
    </Form>
  );
}
