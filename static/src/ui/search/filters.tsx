/** Who, where, what and when: what a search is narrowed to. */

import type { ComponentChildren, JSX } from "preact";
import { compareNames, t } from "../../core/i18n.ts";
import type { Kind, Person } from "../../core/types.ts";
import { framesOf, titleOf } from "../choices.ts";
import { useUi } from "../context.ts";
import { hasFilter } from "./finding.ts";
import { namesOfKinds, noteChoices } from "./kinds.ts";
import { NO_WISH, type Wish } from "./wish.ts";

interface PartProps {
  readonly name: keyof Wish;
  readonly label: string;
}

interface ChoiceProps extends PartProps {
  readonly children: ComponentChildren;
}

function Choice({ name, label, children }: ChoiceProps): JSX.Element {
  const { wish } = useUi().shell.search;
  return (
    <label class="search-part">
      <span>{label}</span>
      <select
        class="input"
        value={wish.value[name]}
        onChange={(event) => {
          wish.value = { ...wish.peek(), [name]: event.currentTarget.value };
        }}
      >
        {children}
      </select>
    </label>
  );
}

function Day({ name, label }: PartProps): JSX.Element {
  const { wish } = useUi().shell.search;
  return (
    <label class="search-part">
      <span>{label}</span>
      <input
        type="date"
        class="input"
        value={wish.value[name]}
        onInput={(event) => {
          wish.value = { ...wish.peek(), [name]: event.currentTarget.value };
        }}
      />
    </label>
  );
}

/** Who has something on the board, me first. Nobody where the page is not told who wrote what. */
function useAuthors(): Person[] {
  const { store } = useUi();
  const people = store.people.value;
  const me = store.me.value.id;
  const ids = new Set([...store.scene.value.values()].map(({ author }) => author));
  return [...ids]
    .flatMap((id) => people.get(id) ?? [])
    .sort((a, b) => Number(b.id === me) - Number(a.id === me) || compareNames(a.name, b.name));
}

function AuthorChoice(): JSX.Element | null {
  const { store } = useUi();
  const authors = useAuthors();
  const me = store.me.value.id;
  if (authors.length === 0) return null;
  return (
    <Choice name="author" label={t("By")}>
      <option value="">{t("Everyone")}</option>
      {authors.map(({ id, name }) => (
        <option key={id} value={id} translate={false}>
          {id === me ? t("You") : name}
        </option>
      ))}
    </Choice>
  );
}

function FrameChoice(): JSX.Element {
  const ui = useUi();
  return (
    <Choice name="frame" label={t("Where")}>
      <option value="">{t("The whole board")}</option>
      {framesOf(ui).map((frame) => (
        <option key={frame.id} value={frame.id}>
          {titleOf(frame)}
        </option>
      ))}
      <option value="outside">{t("Outside the frames")}</option>
    </Choice>
  );
}

function KindChoice(): JSX.Element {
  const names = Object.entries(namesOfKinds()) as [Kind, string][];
  return (
    <Choice name="kind" label={t("What")}>
      <option value="">{t("All kinds")}</option>
      {names.map(([kind, name]) => (
        <option key={kind} value={kind}>
          {name}
        </option>
      ))}
      <optgroup label={t("Notes by type")}>
        {noteChoices().map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </optgroup>
    </Choice>
  );
}

export function Filters(): JSX.Element {
  const { wish } = useUi().shell.search;
  return (
    <div class="search-filters" role="group" aria-label={t("Only show")}>
      <KindChoice />
      <FrameChoice />
      <AuthorChoice />
      <div class="search-days">
        <Day name="from" label={t("Made from")} />
        <Day name="to" label={t("Made until")} />
      </div>
      {hasFilter(wish.value) && (
        <button
          type="button"
          class="button"
          onClick={() => {
            wish.value = { ...NO_WISH, words: wish.peek().words };
          }}
        >
          {t("Take all filters off")}
        </button>
      )}
    </div>
  );
}
