/** How people come in: the code in large, the link, the QR code; open, closed or renewed. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { type DoorWish, type Invite, sentenceOf } from "../server.ts";
import { CardsForm } from "./cards.tsx";
import { Dialog } from "./dialog.tsx";
import { DoorForm } from "./doorform.tsx";
import { Trouble } from "./trouble.tsx";

function CopyButton({ text }: { readonly text: string }): JSX.Element {
  const { announcer, store } = useUi();
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
      announcer.say(t("Link copied."));
      setTimeout(() => setIsCopied(false), 3000);
    } catch {
      store.notify("error", t("The browser did not allow copying. Select the link and copy it by hand."));
    }
  }

  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <Icon name={isCopied ? "check" : "copy"} />
      <span aria-live="polite">{isCopied ? t("Copied") : t("Copy the link")}</span>
    </button>
  );
}

/** The code in two halves of three, easier to read out. Copies and screen readers get it whole. */
function Code({ code }: { readonly code: string }): JSX.Element {
  return (
    <p class="invite-code">
      <span class="hidden-text">{t("Code: %(code)s", { code: [...code].join(" ") })}</span>
      <span aria-hidden="true">{code.slice(0, 3)}</span>
      <span aria-hidden="true">{code.slice(3)}</span>
    </p>
  );
}

function LinkField({ link }: { readonly link: string }): JSX.Element {
  return (
    <div class="field">
      <label for="invite-link">{t("Link")}</label>
      <div class="field-row">
        <input
          id="invite-link"
          class="input"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={link} />
      </div>
    </div>
  );
}

function stateOf({ is_open, is_over, has_lobby }: Invite): string {
  if (!is_open) return t("Closed: nobody new can come in.");
  if (is_over) return t("Expired: nobody new can come in.");
  return has_lobby
    ? t("Open: who has the code waits until you let them in.")
    : t("Open: everyone with the code can come in.");
}

interface InviteBodyProps {
  readonly invite: Invite;
  readonly isBusy: boolean;
  change(what: "renew" | "close" | "open"): void;
  set(wish: DoorWish, done: string): Promise<boolean>;
}

function InviteBody({ invite, isBusy, change, set }: InviteBodyProps): JSX.Element {
  const { server } = useUi();
  const letsIn = invite.is_open && !invite.is_over;
  return (
    <>
      <div class={letsIn ? "invite" : "invite invite-closed"}>
        <div class="invite-words">
          <p class="muted">{t("People type this code on the start page.")}</p>
          <Code code={invite.code} />
          <p class="invite-state" data-open={letsIn}>
            <Icon name={letsIn ? "lock-open" : "lock"} />
            {stateOf(invite)}
          </p>
        </div>
        <img class="invite-qr" src={invite.qr} alt={t("QR code of the link")} width="176" height="176" />
      </div>
      <LinkField link={invite.link} />
      <DoorForm invite={invite} isBusy={isBusy} set={set} />
      <footer class="dialog-foot">
        <a
          class="button button-primary"
          data-first
          href={server.projectorUrl()}
          target="_blank"
          rel="noopener"
        >
          <Icon name="presentation" />
          {t("Show on the projector")}
        </a>
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => change(letsIn ? "close" : "open")}
        >
          <Icon name={letsIn ? "lock" : "lock-open"} />
          {letsIn ? t("Close the code") : t("Open the code")}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => change("renew")}>
          <Icon name="refresh-cw" />
          {t("New code")}
        </button>
      </footer>
    </>
  );
}

export function InviteDialog(): JSX.Element {
  const { server, announcer } = useUi();
  const [invite, setInvite] = useState<Invite | null>(null);
  const [trouble, setTrouble] = useState("");
  const [isBusy, setIsBusy] = useState(false);

  async function load(ask: () => Promise<Invite>, done?: string): Promise<boolean> {
    setIsBusy(true);
    setTrouble("");
    try {
      setInvite(await ask());
      if (done) announcer.say(done);
      return true;
    } catch (error) {
      setTrouble(sentenceOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  }

  useEffect(() => void load(() => server.invite()), [server]);

  const said = {
    renew: t("There is a new code."),
    close: t("The code is closed."),
    open: t("The code is open."),
  };
  return (
    <Dialog title={t("Invite people")} class="dialog-wide">
      {invite === null && trouble === "" && <p class="loading">{t("Loading…")}</p>}
      <Trouble sentence={trouble} />
      {invite && (
        <InviteBody
          invite={invite}
          isBusy={isBusy}
          change={(what) => void load(() => server.changeInvite(what), said[what])}
          set={(wish, done) => load(() => server.setDoor(wish), done)}
        />
      )}
      <CardsForm />
    </Dialog>
  );
}
