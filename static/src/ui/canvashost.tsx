import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** The element that the renderer owns; Preact only gives it a place. */
export function CanvasHost({ element }: { readonly element: HTMLElement }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => host.current?.append(element), [element]);
  return <div ref={host} class="canvas-host" />;
}
