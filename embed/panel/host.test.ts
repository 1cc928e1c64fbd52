import { afterEach, expect, it, vi } from "vitest";
import { meetHost } from "./host";

afterEach(() => {
  vi.unstubAllGlobals();
});

const OWN = "https://parlor.example";
const SHOP = "https://shop.example";

/** The frame's window, with somebody around it. */
function open(origins: readonly string[]) {
  const parent = { postMessage: vi.fn() };
  const heard: unknown[] = [];
  let listener: ((event: unknown) => void) | undefined;
  vi.stubGlobal("window", {});
  vi.stubGlobal("parent", parent);
  vi.stubGlobal("location", { origin: OWN });
  vi.stubGlobal("addEventListener", (_: string, added: typeof listener) => (listener = added));
  const host = meetHost(origins, (message) => heard.push(message));
  const port: { onmessage?: (event: { data: unknown }) => void; close(): void; postMessage: ReturnType<typeof vi.fn> } =
    { close: vi.fn(), postMessage: vi.fn() };
  const init = { parlor: 1, type: "INIT", page: { url: SHOP, title: "" }, full: false };
  const send = (over: Record<string, unknown> = {}) =>
    listener?.({ source: parent, origin: SHOP, data: init, ports: [port], ...over });
  return { parent, heard, host, port, init, send };
}

it("says hello without a word that not everybody may know, and hears its parent from an origin of the project", () => {
  const { parent, heard, host, port, init, send } = open([SHOP]);
  expect(parent.postMessage.mock.calls).toEqual([[{ parlor: 1, type: "HELLO" }, "*"]]);
  send();
  expect(heard).toEqual([init]);
  port.onmessage?.({ data: { type: "RESIZE", full: true } });
  expect(heard).toHaveLength(2);
  host.tell({ type: "UNREAD", count: 1 });
  expect(port.postMessage).toHaveBeenCalledWith({ parlor: 1, type: "UNREAD", count: 1 });
  expect(parent.postMessage).toHaveBeenCalledTimes(1);
});

it.each([
  ["of another site", { origin: "https://evil.example" }],
  ["of a site whose name begins like ours", { origin: `${SHOP}.evil.example` }],
  ["of no origin", { origin: "null" }],
  ["of another window", { source: {} }],
  ["of another envelope", { data: { parlor: 2, type: "INIT" } }],
  ["without a port", { ports: [] }],
  ["that is nothing", { data: null }],
])("hears no word %s", (_who, over) => {
  const { heard, send } = open([SHOP]);
  send(over);
  expect(heard).toEqual([]);
});

it("hears pages of its own installation, whatever the project's list", () => {
  const { heard, send } = open([]);
  send({ origin: OWN });
  expect(heard).toHaveLength(1);
  send();
  expect(heard).toHaveLength(1);
});
