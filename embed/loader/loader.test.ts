import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeElement, type FakePage, openFakePage } from "../../tests/support/fake-page";

type Api = Record<"open" | "close" | "toggle" | "destroy", () => void> & {
  on(event: string, handler: (detail?: unknown) => void): () => void;
};

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const PROJECT = { project: "pa_1" };
const run = () => import("./loader");
const load = async (dataset: Record<string, string> = {}, isPhone = false): Promise<FakePage> => {
  const page = openFakePage({ ...PROJECT, ...dataset }, isPhone);
  await run();
  return page;
};
const api = (page: FakePage) => page.window.Parlor as Api;
const shadowOf = ({ root }: FakePage) => root.children[0]?.shadow?.children ?? [];
const framesOf = (page: FakePage) => shadowOf(page).filter(({ localName }) => localName === "iframe");
const button = (page: FakePage) =>
  shadowOf(page).find(({ localName }) => localName === "button") as FakeElement & Record<string, () => void>;
const press = (page: FakePage) => button(page).onclick?.();
const hello = (page: FakePage, over: Record<string, unknown> = {}) =>
  page.window.dispatchEvent(
    Object.assign(new Event("message"), {
      ...{ source: framesOf(page)[0]?.contentWindow, origin: "https://parlor.example", data: { type: "HELLO" } },
      ...over,
    }),
  );
const ready = (page: FakePage) =>
  page.ports[0]?.onmessage?.({ data: { type: "READY", style: ".on{}", scheme: "light", name: "Ask us" } });

describe("the line on a page", () => {
  it("adds one element below <html>, and asks for nothing before a visitor wants something", async () => {
    const page = await load();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(page.root.children.map(({ localName }) => localName)).toEqual(["parlor-widget"]);
    expect(shadowOf(page).map(({ localName }) => localName)).toEqual(["button"]);
    expect(page.made.map(({ localName }) => localName)).toEqual(["parlor-widget", "button", "i"]);
    expect(fetch).not.toHaveBeenCalled();
    expect(Object.keys(page.window)).toEqual(["Parlor"]);
    expect(localStorage).toEqual({});
  });

  it("takes no room: what it adds lies over the page, in a sheet of its own", async () => {
    const page = await load();
    const [sheet] = page.root.children[0]?.shadow?.adoptedStyleSheets ?? [];
    expect(sheet?.text).toMatch(/^:host\{[^}]*position:fixed!important/);
  });

  it("loads the panel at the first sign of interest, once", async () => {
    const page = await load({ language: "de" });
    button(page).onpointerenter?.();
    button(page).onfocus?.();
    press(page);
    expect(framesOf(page).map(({ src }) => src)).toEqual(["https://parlor.example/embed/pa_1?lang=de"]);
  });

  it("does nothing a second time", async () => {
    const page = await load();
    const first = page.window.Parlor;
    vi.resetModules();
    await run();
    expect(page.root.children).toHaveLength(1);
    expect(page.window.Parlor).toBe(first);
  });

  it("does what was called before it came", async () => {
    const page = openFakePage(PROJECT);
    page.window.Parlor = [["open"]];
    await run();
    expect(framesOf(page)).toHaveLength(1);
  });

  it("opens by itself after the seconds that the page names, and never over a whole phone", async () => {
    const wide = await load({ auto: "5" });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(framesOf(wide)).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(framesOf(wide)).toHaveLength(1);
    vi.resetModules();
    const small = await load({ auto: "5" }, true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(small.made.filter(({ localName }) => localName === "iframe")).toEqual([]);
  });
});

describe("loader and frame", () => {
  it("meet by the frame's own window and exact origin alone", async () => {
    const page = await load({ token: "signed" });
    press(page);
    const told = framesOf(page)[0]?.contentWindow.postMessage;
    hello(page, { origin: "https://parlor.example.evil.example" });
    hello(page, { origin: "null" });
    hello(page, { source: {} });
    hello(page, { data: { type: "INIT" } });
    expect(told).not.toHaveBeenCalled();
    hello(page);
    expect(told).toHaveBeenCalledTimes(1);
    const [message, origin] = told?.mock.calls[0] ?? [];
    expect(origin).toBe("https://parlor.example");
    expect(message).toMatchObject({ parlor: 1, type: "INIT", token: "signed", full: false });
  });

  it("speak of the page by its address without what may be secret in it", async () => {
    const page = await load();
    press(page);
    hello(page);
    expect(framesOf(page)[0]?.contentWindow.postMessage.mock.calls[0]?.[0]).toMatchObject({
      page: { url: "https://shop.example/tents", title: "A shop" },
    });
  });

  it("open, close, and say so; after the end nothing is left", async () => {
    const page = await load();
    const seen: string[] = [];
    for (const event of ["ready", "open", "close"]) api(page).on(event, () => seen.push(event));
    api(page).toggle();
    hello(page);
    ready(page);
    api(page).close();
    api(page).open();
    expect(seen).toEqual(["ready", "open", "close", "open"]);
    const types = page.ports[0]?.postMessage.mock.calls.map(([message]) => (message as { type: string }).type) ?? [];
    expect(types.filter((type) => type === "TOGGLE")).toHaveLength(3);
    api(page).destroy();
    expect(page.root.children).toEqual([]);
    expect(page.window.Parlor).toBeUndefined();
  });

  it("a frame that says nothing is given up, and the page is told", async () => {
    const page = await load();
    const errors: unknown[] = [];
    api(page).on("error", (error) => errors.push(error));
    press(page);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(framesOf(page)).toEqual([]);
    expect(errors).toMatchObject([{ code: "no_answer" }]);
  });
});
