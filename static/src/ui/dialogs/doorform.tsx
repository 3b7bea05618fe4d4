/** What the door of the board asks for besides the code: waiting, a passphrase, an end, a role. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { whenOf } from "../history/when.ts";
import type { DoorWish, Given, Invite } from "../server.ts";
import { type Choice, ChoiceField, KeptCheck } from "./parts.tsx";

const FOR_EVER = "ever";
const AS_IT_IS = "now";
const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;
const PASSPHRASE_MIN = 6;
const PASSPHRASE_MAX = 200;

function endings({ expires_at_ms }: Invite): readonly Choice[] {
  const choices = [
    { value: FOR_EVER, name: t("Until it is closed") },
    { value: String(HOUR_MIN), name: t("For one hour from now") },
    { value: String(3 * HOUR_MIN), name: t("For three hours from now") },
    { value: String(DAY_MIN), name: t("For a day from now") },
    { value: String(7 * DAY_MIN), name: t("For a week from now") },
  ];
  if (expires_at_ms === null) return choices;
  const until = t("Until %(when)s", { when: whenOf({ atMs: expires_at_ms }) });
  return [{ value: AS_IT_IS, name: until }, ...choices];
}

const givenRoles = (): readonly (Choice & { readonly value: Given })[] => [
  { value: "participant", name: t("Participants") },
  { value: "observer", name: t("Observers") },
  { value: "viewer", name: t("Watching only") },
];

interface DoorProps {
  readonly invite: Invite;
  readonly isBusy: boolean;
  /** True when it went well. */
  set(wish: DoorWish, done: string): Promise<boolean>;
}

function Passphrase({ invite, isBusy, set }: DoorProps): JSX.Element {
  const [typed, setTyped] = useState("");
  const hint = invite.has_passphrase
    ? t("The board asks for it. A new one takes its place.")
    : t("Without one the code is enough.");
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        void set({ passphrase: typed }, t("The board asks for the passphrase now."));
        setTyped("");
      }}
    >
      <label for="door-passphrase">{t("Passphrase")}</label>
      <div class="field-row">
        <input
          id="door-passphrase"
          class="input"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          minLength={PASSPHRASE_MIN}
          maxLength={PASSPHRASE_MAX}
          required
          aria-describedby="door-passphrase-hint"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={isBusy}>
          {t("Set")}
        </button>
        {invite.has_passphrase && (
          <button
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() => void set({ passphrase: "" }, t("The code is enough again."))}
          >
            {t("Take away")}
          </button>
        )}
      </div>
      <p class="field-hint" id="door-passphrase-hint">
        {hint}
      </p>
    </form>
  );
}

export function DoorForm(props: DoorProps): JSX.Element {
  const { invite, set } = props;
  const { has_lobby, expires_at_ms } = invite;
  const changed = t("Changed.");
  return (
    <section class="dialog-part" aria-labelledby="door-settings">
      <h3 id="door-settings">{t("Who comes in, and how")}</h3>
      <KeptCheck
        label={t("Each one waits until you let them in")}
        isOn={has_lobby}
        set={(wanted) => set({ has_lobby: wanted }, changed)}
      />
      <div class="door-choices">
        <ChoiceField
          id="door-gives"
          label={t("People come in as")}
          choices={givenRoles()}
          value={invite.gives}
          set={(value) => void set({ gives: value as Given }, changed)}
        />
        <ChoiceField
          id="door-ends"
          label={t("The code works")}
          choices={endings(invite)}
          value={expires_at_ms === null ? FOR_EVER : AS_IT_IS}
          set={(value) => {
            if (value !== AS_IT_IS) void set({ minutes: value === FOR_EVER ? null : Number(value) }, changed);
          }}
        />
      </div>
      <Passphrase {...props} />
    </section>
  );
}
