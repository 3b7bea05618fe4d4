/** The steps of a workshop in words: what each mode is called, and what people do in it. */

import { currentLocale, msgid, t, tn } from "../../core/i18n.ts";
import type { Right, StepMode, StepRecord } from "../../core/types.ts";

interface ModeLook {
  /** A key for `t`, like the other two. */
  readonly name: string;
  readonly icon: string;
  /** What participants read when the facilitator has written nothing for them. */
  readonly say: string;
}

/** In the order of a usual workshop. */
export const MODE_LOOKS: Readonly<Record<StepMode, ModeLook>> = {
  explain: {
    name: msgid("Explain"),
    icon: "presentation",
    say: msgid("Listen: the facilitator explains what comes next."),
  },
  silent: {
    name: msgid("Write in silence"),
    icon: "pencil-line",
    say: msgid("Write your notes on your own, without talking."),
  },
  reveal: { name: msgid("Reveal"), icon: "eye", say: msgid("Read what everybody has written.") },
  pair: { name: msgid("In pairs"), icon: "users", say: msgid("Work in pairs or in small groups.") },
  present: {
    name: msgid("Present"),
    icon: "megaphone",
    say: msgid("One group shows its work. The others listen."),
  },
  cluster: {
    name: msgid("Group the notes"),
    icon: "boxes",
    say: msgid("Put similar notes together and give each group a title."),
  },
  vote: { name: msgid("Vote"), icon: "vote", say: msgid("Vote for what matters most to you.") },
  discuss: { name: msgid("Discuss"), icon: "message-circle", say: msgid("Talk about it together.") },
  decide: {
    name: msgid("Decide"),
    icon: "gavel",
    say: msgid("Decide together. The decision is written down."),
  },
  owners: {
    name: msgid("Who does what"),
    icon: "clipboard-list",
    say: msgid("Agree on who does what, and by when."),
  },
};

/** In the order of the server's table. */
export const RIGHTS: Readonly<Record<Right, string>> = {
  add: msgid("Add notes and other things"),
  edit_own: msgid("Change what they wrote themselves"),
  edit_all: msgid("Change what others wrote"),
  move: msgid("Move things"),
  group: msgid("Group notes"),
  vote: msgid("Vote"),
  comment: msgid("Write comments"),
};

/** What participants are to do, in the reader's language if somebody wrote it, else in the other one. */
export function sayOf({ say_it = "", say_en = "", mode }: StepRecord): string {
  const both = currentLocale().startsWith("it") ? [say_it, say_en] : [say_en, say_it];
  return both.map((said) => said.trim()).find((said) => said !== "") ?? t(MODE_LOOKS[mode].say);
}

/** Its title, or what its mode is called. */
export function titleOfStep({ title, mode }: StepRecord): string {
  return title.trim() || t(MODE_LOOKS[mode].name);
}

export function minutesWords(minutes: number): string {
  return tn("%(n)s minute", "%(n)s minutes", minutes);
}

/** Everything about a step that somebody has to know who cannot see the strip, as one sentence. */
export function stepSentence(step: StepRecord, n: number, all: number): string {
  const title = titleOfStep(step);
  const say = sayOf(step);
  const now = t("Now step %(n)s of %(all)s, %(title)s: %(say)s", { n, all, title, say });
  return step.private ? `${now} ${t("Only you see what you write, until it is revealed.")}` : now;
}
