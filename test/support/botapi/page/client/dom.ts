type Listener = (event: never) => void;
type Prop = string | number | boolean | null | undefined | Listener;
export type Child = Node | string | null | undefined | false;

/** Makes elements; text is only ever put in as text. */
export class Dom {
  /** `onclick` and its like take a listener; true, false and null set or leave out an attribute. */
  make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    props: Record<string, Prop> = {},
    ...children: Child[]
  ): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) this.#set(element, name, value);
    this.fill(element, ...children);
    return element;
  }

  /** Replaces what an element holds. */
  fill(element: Element, ...children: Child[]): void {
    element.replaceChildren(...this.nodes(children));
  }

  nodes(children: readonly Child[]): (Node | string)[] {
    return children.filter((child): child is Node | string => Boolean(child));
  }

  /** A drawing of one or more strokes in a box of 24 by 24. */
  strokes(...paths: string[]): SVGSVGElement {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    for (const d of paths) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', d);
      svg.append(path);
    }
    return svg;
  }

  #set(element: HTMLElement, name: string, value: Prop): void {
    if (value === null || value === undefined || value === false) return;
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value as EventListener);
    } else element.setAttribute(name, value === true ? '' : String(value));
  }
}
