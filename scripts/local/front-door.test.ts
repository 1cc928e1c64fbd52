import { describe, expect, it } from "vitest";
import { FRONT_DOOR } from "./front-door";

interface Module {
  front: { fetch(request: Request, env: { WEB: { fetch(asked: Request): string } }): string };
}

const asked: { at: "realtime" | "web"; request: Request }[] = [];
const told = (at: "realtime" | "web") => (request: Request) => {
  asked.push({ at, request });
  return at;
};

/** Which Worker is asked, and what. The realtime Worker's own module is one that says that it was. */
async function pass(path: string, headers: HeadersInit = {}) {
  Object.assign(globalThis, { askedRealtime: told("realtime") });
  const worker = dataUrl("export default { fetch: (request) => globalThis.askedRealtime(request) };");
  const { front } = (await import(dataUrl(FRONT_DOOR.replaceAll("./worker.js", worker)))) as Module;
  asked.length = 0;
  front.fetch(new Request(`http://localhost:9000${path}`, { headers }), { WEB: { fetch: told("web") } });
  const [only] = asked;
  if (!only || asked.length > 1) throw new Error(`${asked.length} Workers were asked.`);
  return { door: only.at, asked: only.request };
}

function dataUrl(script: string): string {
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

describe("the local front door", () => {
  it.each([
    { path: "/v1", door: "realtime" },
    { path: "/v1/chat/completions", door: "realtime" },
    { path: "/v1?x=1", door: "realtime" },
    { path: "/v10", door: "web" },
    { path: "/", door: "web" },
    { path: "/acme?next=/v1/models", door: "web" },
    { path: "/admin/tenants", door: "web" },
  ])("leads $path to $door", async ({ path, door }) => {
    expect((await pass(path)).door).toBe(door);
  });

  it("believes no caller's word for its address", async () => {
    const { asked } = await pass("/", { "cf-connecting-ip": "203.0.113.9" });
    expect(asked.headers.get("cf-connecting-ip")).toBe("127.0.0.1");
  });

  it("takes over https from a proxy before it", async () => {
    expect((await pass("/a?b", { "x-forwarded-proto": "https" })).asked.url).toBe("https://localhost:9000/a?b");
    expect((await pass("/a")).asked.url).toBe("http://localhost:9000/a");
    expect((await pass("/v1/models", { "x-forwarded-proto": "https" })).asked.url).toBe(
      "https://localhost:9000/v1/models",
    );
  });
});
