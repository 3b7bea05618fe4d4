/** The line that says whose view this page goes along with. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../core/i18n.ts";
import { useUi } from "../context.ts";
import { Icon } from "../icon.tsx";
import { goAlong, nameOfFollowed, stopFollowing } from "./following.ts";

export function FollowBand(): JSX.Element {
  const ui = useUi();
  useEffect(() => goAlong(ui), [ui]);
  return (
    <section class="band follow-band" aria-label={t("Following")}>
      <Icon name="eye" />
      <span>{t("You follow the view of %(name)s.", { name: nameOfFollowed(ui) })}</span>
      <button type="button" class="button" onClick={() => stopFollowing(ui)}>
        {t("Stop following")}
      </button>
    </section>
  );
}
