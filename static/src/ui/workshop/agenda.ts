/** What the agenda and its steps come to. */

import type { FrameRecord, Scene, StepRecord } from "../../core/types.ts";

/** The frames that a step is about and that are still there; none means the whole board. */
export function areasOf(scene: Scene, { areas = [] }: StepRecord): FrameRecord[] {
  return areas.flatMap((id) => {
    const record = scene.get(id);
    return record?.kind === "frame" ? [record] : [];
  });
}

export function minutesOf(steps: readonly StepRecord[]): number {
  return steps.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
}
