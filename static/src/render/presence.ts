/** What the other people's presence adds to the picture: held items, selections and pointers. */

import type { Point, Turned } from "../core/geometry.ts";
import { isSame, turnedBox } from "../core/records.ts";
import type { BoxedRecord, Here, Person, Preview } from "../core/types.ts";
import type { Camera } from "../store/view.ts";
import { toScreen, turnedToScreen } from "./camera.ts";
import { personColour } from "./colours.ts";
import type { OtherCursor } from "./cursors.ts";
import type { OtherSelection } from "./overlay.ts";

export type HereBySession = ReadonlyMap<number, Here>;

/** Where gestures hold items now: the others' first, mine on top. Keys are item ids. */
export function liftedItems(
  here: HereBySession,
  mine: ReadonlyMap<string, Preview> | null,
): ReadonlyMap<string, Preview> {
  const lifted = new Map<string, Preview>();
  for (const { preview } of here.values()) {
    for (const [id, held] of Object.entries(preview ?? {})) lifted.set(id, held);
  }
  for (const [id, held] of mine ?? []) lifted.set(id, held);
  return lifted;
}

/** Whether two maps of held items would paint the same picture. */
export function isSameLift(a: ReadonlyMap<string, Preview>, b: ReadonlyMap<string, Preview>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, held] of a) {
    const other = b.get(id);
    if (!other || !isSame(held, other)) return false;
  }
  return true;
}

/** The record of an item as it is shown now, preview included; undefined when it is not on the board. */
export type ShownItem = (id: string) => BoxedRecord | undefined;

/** Outlines of what the others have selected, in screen pixels. */
export function otherSelections(here: HereBySession, camera: Camera, shown: ShownItem): OtherSelection[] {
  return [...here.values()].flatMap(({ session, person, selection }) => {
    const boxes = selection.flatMap((id): Turned[] => {
      const record = shown(id);
      return record ? [turnedToScreen(camera, turnedBox(record))] : [];
    });
    return boxes.length > 0 ? [{ session, colour: personColour(person), boxes }] : [];
  });
}

/** Where to show each person: at the pointer, or beside what they have selected when they have none. */
export function otherCursors(
  here: HereBySession,
  people: ReadonlyMap<string, Person>,
  camera: Camera,
  shown: ShownItem,
): OtherCursor[] {
  return [...here.values()].flatMap((one): OtherCursor[] => {
    const name = people.get(one.person)?.name;
    const at = pointOf(one, shown);
    if (name === undefined || at === null) return [];
    return [
      {
        session: one.session,
        name,
        colour: personColour(one.person),
        at,
        place: toScreen(camera, at),
        hasArrow: one.cursor !== null,
      },
    ];
  });
}

function pointOf(one: Here, shown: ShownItem): Point | null {
  if (one.cursor) return { x: one.cursor[0], y: one.cursor[1] };
  const held = one.selection[0];
  const record = held === undefined ? undefined : shown(held);
  return record ? { x: record.x, y: record.y } : null;
}
