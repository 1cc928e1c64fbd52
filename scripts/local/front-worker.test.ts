import { describe, expect, it } from "vitest";
import { frontWorker } from "./front-worker";

interface Front {
  fetch(request: Request, env: Record<"REALTIME" | "WEB", { fetch(asked: Request): string }>): string;
}

/** What a Worker behind it is asked. `cf` is what the runtime says of the connection. */
async function pass(path: string, { headers = {}, clientIp }: { headers?: HeadersInit; clientIp?: string } = {}) {
  const { script } = frontWorker(9000, { web: "web", realtime: "realtime" }) as { script: string };
  const { default: front } = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as { default: Front };
  let asked: Request | null = null;
  const to = (name: string) => ({
    fetch: (request: Request) => {
      asked = request;
      return name;
    },
  });
  const request = Object.assign(new Request(`http://localhost:9000${path}`, { headers }), { cf: { clientIp } });
  const door = front.fetch(request, { REALTIME: to("realtime"), WEB: to("web") });
  return { door, asked: asked as unknown as Request };
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

  it("says whose address it is, whatever the caller says", async () => {
    const headers = { "cf-connecting-ip": "203.0.113.9" };
    for (const [clientIp, address] of [
      ["127.0.0.1:51234", "127.0.0.1"],
      ["[::1]:51234", "::1"],
    ] as const)
      expect((await pass("/", { headers, clientIp })).asked.headers.get("cf-connecting-ip")).toBe(address);
    expect((await pass("/", { headers })).asked.headers.has("cf-connecting-ip")).toBe(false);
  });

  it("takes over https from a proxy before it", async () => {
    expect((await pass("/a?b", { headers: { "x-forwarded-proto": "https" } })).asked.url).toBe(
      "https://localhost:9000/a?b",
    );
    expect((await pass("/a")).asked.url).toBe("http://localhost:9000/a");
  });
});
