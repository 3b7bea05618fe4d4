/** Making elements, for the layers above the canvas. */

const SVG = "http://www.w3.org/2000/svg";

export function makeElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  parent?: Element,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = className;
  parent?.append(element);
  return element;
}

export function makeSvg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  className: string,
  parent?: Element,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", className);
  parent?.append(element);
  return element;
}

/** Writes attributes that differ from what is there: an equal write would still cost a restyle. */
export function setAttributes(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}
