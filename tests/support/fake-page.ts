import { vi } from "vitest";

/** As much of an element as the loader touches. What it sets beyond this is simply there afterwards. */
export class FakeElement extends EventTarget {
  readonly localName: string;
  readonly dataset: Record<string, string | undefined> = {};
  readonly children: FakeElement[] = [];
  readonly declared = new Map<string, string>();
  readonly style = { setProperty: (name: string, value: string) => void this.declared.set(name, value) };
  readonly sandbox = { value: "" };
  /** A frame's own. */
  readonly contentWindow = { postMessage: vi.fn() };
  parent: FakeElement | null = null;
  shadow: FakeElement | null = null;
  adoptedStyleSheets: { text: string }[] = [];
  src = "";
  isRoot = false;

  constructor(localName: string) {
    super();
    this.localName = localName;
  }

  get isConnected(): boolean {
    return this.isRoot || (this.parent?.isConnected ?? false);
  }

  attachShadow(): FakeElement {
    this.shadow = new FakeElement("#shadow");
    this.shadow.parent = this;
    return this.shadow;
  }

  append(...added: FakeElement[]): void {
    for (const child of added) {
      child.remove();
      child.parent = this;
      this.children.push(child);
    }
  }

  prepend(child: FakeElement): void {
    this.append(child);
  }

  remove(): void {
    const at = this.parent?.children.indexOf(this) ?? -1;
    if (at >= 0) this.parent?.children.splice(at, 1);
    this.parent = null;
  }

  focus(): void {}
  setPointerCapture(): void {}
  showPopover(): void {}
}

class FakeScript extends FakeElement {}

class FakeSheet {
  text = "";
  replaceSync(text: string): void {
    this.text = text;
  }
}

export interface FakePage {
  /** `<html>`. */
  root: FakeElement;
  window: EventTarget & { Parlor?: unknown };
  /** What was made, wherever it is now. */
  made: FakeElement[];
  ports: { onmessage?: (event: { data: unknown }) => void; postMessage: ReturnType<typeof vi.fn> }[];
}

/** A page in the globals of Node, on which the loader's line stands. `vi.unstubAllGlobals` ends it. */
export function openFakePage(dataset: Record<string, string>, isPhone = false): FakePage {
  const root = new FakeElement("html");
  root.isRoot = true;
  const page: FakePage = { root, window: new EventTarget(), made: [], ports: [] };
  const script = new FakeScript("script");
  script.src = "https://parlor.example/embed.js";
  Object.assign(script.dataset, dataset);
  const cookie = () => {
    throw new Error("The page's cookies are not ours.");
  };
  const globals = {
    window: page.window,
    document: {
      ...{ currentScript: script, documentElement: root, title: "A shop", querySelector: () => script },
      get cookie() {
        return cookie();
      },
      set cookie(_) {
        cookie();
      },
      createElement: (name: string) => {
        const element = new FakeElement(name);
        page.made.push(element);
        return element;
      },
    },
    location: {
      ...{ origin: "https://shop.example", pathname: "/tents" },
      href: "https://shop.example/tents?token=secret#me",
    },
    matchMedia: () => Object.assign(new EventTarget(), { matches: isPhone }),
    HTMLScriptElement: FakeScript,
    CSSStyleSheet: FakeSheet,
    MutationObserver: class {
      observe(): void {}
      disconnect(): void {}
    },
    MessageChannel: class {
      readonly port1 = { postMessage: vi.fn() };
      readonly port2 = {};
      constructor() {
        page.ports.push(this.port1);
      }
    },
    localStorage: {},
    visualViewport: null,
    innerWidth: isPhone ? 390 : 1000,
    fetch: vi.fn(),
  };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  return page;
}
