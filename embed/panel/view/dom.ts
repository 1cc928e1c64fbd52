type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;
export type Child = Node | string | null | undefined | false;

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, `on…` handlers and children. Text is text: nothing here reads HTML. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value as EventListener);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name: keyof typeof ICONS): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that is an icon: its name is for those who do not see it, and as a tooltip for those who do. */
export function iconButton(
  name: keyof typeof ICONS,
  label: string,
  onclick: () => void,
  props: Props = {},
): HTMLButtonElement {
  return el(
    "button",
    { type: "button", class: "icon", "aria-label": label, title: label, onclick, ...props },
    icon(name),
  );
}

const ICONS = {
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 11.5v1M12 11.5v1M19 11.5v1",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  done: "M5 13l4 4L19 7",
  again: "M4 12a8 8 0 1 1 3 6M4 19v-6h6",
  up: "M7 11l4-8a2 2 0 0 1 2 2v4h6l-2 11H7M7 11H3v9h4",
  down: "M7 13l4 8a2 2 0 0 0 2-2v-4h6l-2-11H7M7 13H3V4h4",
  latest: "M12 5v14M6 13l6 6 6-6",
} as const;
