import { describe, expect, it } from "vitest";
import { frontWorker } from "./front-worker";

interface Front {
  fetch(request: Request, env: Record<"REALTIME" | "WEB", { fetch(asked: Request): string }>): string;
}

/** Which Worker behind it is asked, and what. */
async function pass(path: string, headers: HeadersInit = {}) {
  const { script } = frontWorker(9000, { web: "web", realtime: "realtime" }) as { script: string };
  const { default: front } = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as { default: Front };
  let asked: Request | null = null;
  const to = (name: string) => ({
    fetch: (request: Request) => {
      asked = request;
      return name;
    },
  });
  const door = front.fetch(new Request(`http://localhost:9000${path}`, { headers }), {
    REALTIME: to("realtime"),
    WEB: to("web"),
  });
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

  it("believes no caller's word for its address", async () => {
    const { asked } = await pass("/", { "cf-connecting-ip": "203.0.113.9" });
    expect(asked.headers.get("cf-connecting-ip")).toBe("127.0.0.1");
  });

  it("takes over https from a proxy before it", async () => {
    expect((await pass("/a?b", { "x-forwarded-proto": "https" })).asked.url).toBe("https://localhost:9000/a?b");
    expect((await pass("/a")).asked.url).toBe("http://localhost:9000/a");
  });
});
