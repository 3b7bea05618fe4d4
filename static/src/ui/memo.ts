/** Draws a component again only when one of its own properties changed. */

import { Component, type ComponentChildren, type ComponentType, h } from "preact";

function isSameEach<P extends object>(now: Readonly<P>, next: Readonly<P>): boolean {
  const names = new Set([...Object.keys(now), ...Object.keys(next)]);
  return [...names].every((name) => now[name as keyof P] === next[name as keyof P]);
}

/** `isSame`: whether two sets of properties look the same; when not given, each by identity. */
export function memo<P extends object>(
  Inner: ComponentType<P>,
  isSame: (now: Readonly<P>, next: Readonly<P>) => boolean = isSameEach,
): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isSame(this.props as Readonly<P>, next);
    }

    override render(): ComponentChildren {
      return h(Inner, this.props as never);
    }
  };
}
