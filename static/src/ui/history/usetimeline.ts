/** The timeline of a page: made when the history is looked at for the first time. */

import { type Ui, useUi } from "../context.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

const timelines = new WeakMap<Ui, Timeline>();

export function timelineOf(ui: Ui): Timeline {
  const timeline = timelines.get(ui) ?? createTimeline(ui);
  timelines.set(ui, timeline);
  return timeline;
}

export function useTimeline(): Timeline {
  return timelineOf(useUi());
}
