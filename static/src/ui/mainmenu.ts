/** What the menu at the top right holds. */

import { currentLocale, t } from "../core/i18n.ts";
import { leads, takesHome, writes } from "../core/roles.ts";
import { PAUSES, type Pause } from "./announcer.ts";
import type { Ui } from "./context.ts";
import { openSimilar } from "./organise/alike.ts";
import { openSearch } from "./search/wish.ts";
import { sentenceOf } from "./server.ts";
import type { MenuItem } from "./shell.ts";

const LANGUAGES: readonly (readonly [locale: string, name: string])[] = [
  ["it", "Italiano"],
  ["en", "English"],
];

async function speak({ server, store }: Ui, locale: string): Promise<void> {
  try {
    await server.setLocale(locale);
    location.reload();
  } catch (error) {
    store.notify("error", sentenceOf(error));
  }
}

function pauseName(pause: Pause): string {
  if (pause === 0) return t("Announcements off");
  return t("Announcements every %(n)s s", { n: pause });
}

/** On wide screens the top bar has the first two as buttons. */
function forLeading({ shell, view, store, boot }: Ui): MenuItem[] {
  const rename: MenuItem = {
    label: t("Rename the board"),
    icon: "pencil",
    run: () => (shell.dialog.value = { name: "rename" }),
  };
  const history: MenuItem = {
    label: t("History"),
    icon: "history",
    run: () => {
      view.panel.value = "history";
    },
  };
  const invite: MenuItem = {
    label: t("Invite"),
    icon: "user-plus",
    run: () => (shell.dialog.value = { name: "invite" }),
  };
  const takeHome: MenuItem = {
    label: t("Take home"),
    icon: "download",
    run: () => (shell.dialog.value = { name: "takeHome" }),
  };
  const isPhone = shell.isPhone.value;
  if (!leads(store.me.value.role)) return isPhone ? [takeHome, history] : [history];
  const agenda: MenuItem = {
    label: t("Agenda"),
    icon: "list-ordered",
    run: () => {
      view.panel.value = "workshop";
    },
  };
  const moderation: MenuItem = {
    label: t("Moderation"),
    icon: "eye-off",
    run: () => {
      view.panel.value = "moderation";
    },
  };
  const asMethod: MenuItem = {
    label: t("Save as a method"),
    icon: "layout-dashboard",
    run: () => location.assign(`${boot.base}/b/${encodeURIComponent(boot.board.id)}/method`),
  };
  const changing = boot.hasAccount ? [rename, asMethod] : [rename];
  return isPhone
    ? [invite, takeHome, agenda, history, moderation, ...changing]
    : [history, moderation, ...changing];
}

/** On wide screens the top bar has these as buttons. */
function searchItem(ui: Ui): MenuItem {
  return { label: t("Search"), icon: "search", run: () => openSearch(ui) };
}

function votesItem({ view }: Ui): MenuItem {
  return {
    label: t("Votes"),
    icon: "vote",
    run: () => {
      view.panel.value = "votes";
    },
  };
}

function decisionsItem({ view }: Ui): MenuItem {
  return {
    label: t("Decisions and commitments"),
    icon: "gavel",
    run: () => {
      view.panel.value = "decisions";
    },
  };
}

/** For all who may put notes together now. */
function similarItem(ui: Ui): MenuItem[] {
  const { store } = ui;
  const rights = store.rights.value;
  const mayGroup = writes(store.me.value.role) && (rights === null || rights.may.includes("group"));
  if (!mayGroup) return [];
  return [{ label: t("Similar notes"), icon: "copy-check", run: () => openSimilar(ui) }];
}

function commentsItem({ view }: Ui): MenuItem {
  return {
    label: t("Comments"),
    icon: "message-square",
    run: () => {
      view.panel.value = "comments";
    },
  };
}

export function mainMenu(ui: Ui): MenuItem[] {
  const { boot, shell, announcer, store } = ui;
  const { role } = store.me.value;
  return [
    ...(takesHome(role) ? forLeading(ui) : []),
    votesItem(ui),
    decisionsItem(ui),
    ...similarItem(ui),
    ...(shell.isPhone.value ? [searchItem(ui), commentsItem(ui)] : []),
    {
      label: t("Keyboard shortcuts"),
      icon: "keyboard",
      run: () => (shell.dialog.value = { name: "shortcuts" }),
    },
    ...LANGUAGES.map(([locale, name], index) => ({
      label: name,
      icon: "languages",
      isChecked: locale === currentLocale().slice(0, 2),
      startsGroup: index === 0,
      run: () => void speak(ui, locale),
    })),
    ...PAUSES.map((pause, index) => ({
      label: pauseName(pause),
      icon: pause === 0 ? "volume-x" : "volume-2",
      isChecked: pause === announcer.pause.value,
      startsGroup: index === 0,
      run: () => {
        announcer.pause.value = pause;
      },
    })),
    {
      label: t("About Tavolo"),
      icon: "info",
      startsGroup: true,
      run: () => location.assign(`${boot.base}/about`),
    },
    { label: t("Start page"), icon: "house", run: () => location.assign(`${boot.base}/`) },
    {
      label: leads(role) ? t("Sign out") : t("Leave the board"),
      icon: "log-out",
      run: () => (shell.dialog.value = { name: "leave" }),
    },
  ];
}
