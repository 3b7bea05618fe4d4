/** Draws a component again only when one of its own properties changed. */

import { Component, type ComponentChildren, type ComponentType, h } from "preact";

export function memo<P extends object>(Inner: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => this.props[name as keyof P] !== next[name as keyof P]);
    }

    override render(): ComponentChildren {
      return h(Inner, this.props as never);
    }
  };
}
