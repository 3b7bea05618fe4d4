/** The bar at the top: where we are, whether it is saved, who is here, and what can be done with it. */

import type { JSX } from "preact";
import { t } from "../core/i18n.ts";
import { leads, takesHome } from "../core/roles.ts";
import { keysOf } from "../tools/shortcuts.ts";
import { type Ui, useUi } from "./context.ts";
import { Icon, IconButton } from "./icon.tsx";
import { MenuButton } from "./menubutton.tsx";
import { PeopleButton } from "./people.tsx";
import { mainMenu } from "./rare.ts";
import { SaveStateLabel } from "./savestate.tsx";
import { openSearch } from "./search/wish.ts";
import { CommentsButton } from "./talk/button.tsx";
import { UndoButtons } from "./undobuttons.tsx";

export function BoardName(): JSX.Element {
  const { store, shell } = useUi();
  const name = store.name.value;
  if (!leads(store.me.value.role)) {
    return (
      <h1 class="board-name" title={name}>
        {name}
      </h1>
    );
  }
  return (
    <h1 class="board-name">
      <button
        type="button"
        title={t("Rename the board")}
        onClick={() => {
          shell.dialog.value = { name: "rename" };
        }}
      >
        {name}
      </button>
    </h1>
  );
}

/** The three ways to see the board: drawn, drawn with the list beside it, or as a list only. */
type Sight = "canvas" | "both" | "list";

function sightOf({ view }: Ui): Sight {
  if (view.mode.value === "list") return "list";
  return view.panel.value === "list" ? "both" : "canvas";
}

function show({ view }: Ui, sight: Sight): void {
  view.mode.value = sight === "list" ? "list" : "canvas";
  if (sight === "both") view.panel.value = "list";
  else if (view.panel.value === "list") view.panel.value = "none";
}

function SightSwitch(): JSX.Element {
  const ui = useUi();
  const now = sightOf(ui);
  const choices: [Sight, string, string][] = [
    ["canvas", "layout-dashboard", t("Canvas")],
    ["both", "panel-right", t("Canvas and list")],
    ["list", "list", t("List")],
  ];
  return (
    <div class="segmented" role="group" aria-label={t("How to see the board")}>
      {choices.map(([sight, icon, label]) => (
        <button
          key={sight}
          type="button"
          aria-pressed={sight === now}
          aria-label={label}
          title={label}
          onClick={() => show(ui, sight)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}

export function HomeLink(): JSX.Element {
  const { boot } = useUi();
  return (
    <a
      class="button button-quiet button-icon"
      href={`${boot.base}/`}
      aria-label={t("Start page")}
      title={t("Start page")}
    >
      <Icon name="house" />
    </a>
  );
}

export function MainMenuButton(): JSX.Element {
  const ui = useUi();
  return (
    <MenuButton
      owner="main"
      label={t("Menu")}
      title={t("Menu")}
      class="button button-quiet button-icon"
      items={() => mainMenu(ui)}
    >
      <Icon name="menu" />
    </MenuButton>
  );
}

function AgendaButton(): JSX.Element {
  const { view } = useUi();
  const isOpen = view.panel.value === "workshop";
  return (
    <IconButton
      icon="list-ordered"
      name={t("Agenda")}
      data-opens="workshop"
      aria-expanded={isOpen}
      onClick={() => {
        view.panel.value = isOpen ? "none" : "workshop";
      }}
    />
  );
}

function LeadButtons({ isLeading }: { readonly isLeading: boolean }): JSX.Element {
  const { shell } = useUi();
  return (
    <>
      {isLeading && <AgendaButton />}
      <button
        type="button"
        class="button topbar-action"
        title={t("Take home")}
        onClick={() => {
          shell.dialog.value = { name: "takeHome" };
        }}
      >
        <Icon name="download" />
        <span>{t("Take home")}</span>
      </button>
      {isLeading && (
        <button
          type="button"
          class="button button-primary topbar-action"
          title={t("Invite")}
          onClick={() => {
            shell.dialog.value = { name: "invite" };
          }}
        >
          <Icon name="user-plus" />
          <span>{t("Invite")}</span>
        </button>
      )}
    </>
  );
}

function SearchButton(): JSX.Element {
  const ui = useUi();
  const isOpen = ui.view.panel.value === "search";
  return (
    <IconButton
      icon="search"
      name={t("Search")}
      data-opens="search"
      title={`${t("Search")} (${keysOf("panel.search")})`}
      aria-expanded={isOpen}
      onClick={() => {
        if (isOpen) ui.view.panel.value = "none";
        else openSearch(ui);
      }}
    />
  );
}

export function TopBar(): JSX.Element {
  const { store, view, shell } = useUi();
  const isPhone = shell.isPhone.value;
  const isPeopleOpen = view.panel.value === "people";
  return (
    <header class="topbar">
      <div class="topbar-side">
        {!isPhone && <HomeLink />}
        <BoardName />
        {store.seq.value >= 0 && <SaveStateLabel />}
      </div>
      <div class="topbar-side">
        <UndoButtons />
        {!isPhone && <SightSwitch />}
        {!isPhone && <SearchButton />}
        {!isPhone && <CommentsButton />}
        {!isPhone && (
          <PeopleButton
            isOpen={isPeopleOpen}
            open={() => {
              view.panel.value = isPeopleOpen ? "none" : "people";
            }}
          />
        )}
        {!isPhone && takesHome(store.me.value.role) && <LeadButtons isLeading={leads(store.me.value.role)} />}
        <MainMenuButton />
      </div>
    </header>
  );
}
