/** Where notes can go that belong together: as a menu of choices, for the list and the canvas. */

import { t } from "../core/i18n.ts";
import { makeId } from "../core/ids.ts";
import { byOrder } from "../core/outline.ts";
import type { ClusterRecord, NoteRecord } from "../core/types.ts";
import { createCommandBoard } from "../tools/commands/board.ts";
import { createRelating } from "../tools/commands/relating.ts";
import type { Ui } from "./context.ts";
import type { MenuItem } from "./shell.ts";

/** Every cluster, those of the same frame first; a new one; and out of the one that they are in. */
export function clusterChoices(ui: Ui, notes: readonly NoteRecord[]): MenuItem[] {
  const [first] = notes;
  if (!first) return [];
  const now = notes.every(({ cluster }) => cluster === first.cluster) ? first.cluster : undefined;
  const isNear = ({ frame }: ClusterRecord): number => Number(frame === first.frame);
  const clusters = [...ui.store.scene.peek().values()]
    .filter((record) => record.kind === "cluster")
    .sort((a, b) => isNear(b) - isNear(a) || byOrder(a, b));
  const items: MenuItem[] = clusters.map((cluster) => ({
    label: cluster.title.trim() || t("Cluster without a title"),
    icon: "boxes",
    isChecked: cluster.id === now,
    run: () => move(ui, notes, cluster),
  }));
  if (ui.commands.canAdd("cluster")) {
    items.push({
      label: t("New cluster…"),
      icon: "plus",
      startsGroup: clusters.length > 0,
      run: () => {
        ui.shell.dialog.value = { name: "cluster", frame: first.frame, notes: notes.map(({ id }) => id) };
      },
    });
  }
  if (notes.some(({ cluster }) => cluster !== undefined)) {
    items.push({
      label: t("Take out of the cluster"),
      icon: "square-dashed",
      run: () => move(ui, notes, null),
    });
  }
  return items;
}

function move(ui: Ui, notes: readonly NoteRecord[], cluster: ClusterRecord | null): void {
  const relating = createRelating(createCommandBoard(ui.store, ui.view, makeId));
  const ids = notes.map(({ id }) => id);
  if (relating.moveToCluster(ids, cluster?.id ?? null).length === 0) return;
  const where = cluster?.title.trim() || t("Cluster without a title");
  ui.announcer.say(cluster ? t("Moved to: %(where)s.", { where }) : t("Taken out of the cluster."));
}
