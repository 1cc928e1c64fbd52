import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEgressCall, type EgressCall, type EgressDeps } from "./egress";

let server: Server;
let origin: string;
let hits: { url: string; method: string; headers: Record<string, unknown>; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { url = "", method = "", headers } = request;
      hits.push({ url, method, headers, body });
      if (url.startsWith("/to/")) response.writeHead(307, { location: decodeURIComponent(url.slice(4)) }).end();
      else if (url === "/slow") return;
      else if (url === "/large") response.end("x".repeat(10_000));
      else if (url === "/broken") response.writeHead(500, { "content-type": "text/plain" }).end("no");
      else response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  hits = [];
});

const call = (url: string, deps: Partial<EgressDeps> = {}, over: Partial<EgressCall> = {}) =>
  createEgressCall({ fetch, resolve: async () => ["93.184.216.34"], ownHosts: ["parlor.example"], ...deps })({
    url,
    method: "POST",
    headers: { authorization: "Bearer secret", "content-type": "application/json" },
    body: '{"a":1}',
    bytesMax: 1_000,
    timeoutMs: 2_000,
    ...over,
  });

/** A fetch that must not be called. */
const never = async (url: string) => {
  throw new Error(`reached ${url}`);
};

describe("a service that is not on the public internet is not called", () => {
  it.each([
    ["https://127.0.0.1/", "address"],
    ["https://127.1/", "address"],
    ["https://2130706433/", "address"],
    ["https://[::1]/", "address"],
    ["https://[::ffff:10.0.0.1]/", "address"],
    ["https://10.0.0.8/", "address"],
    ["https://192.168.1.1/", "address"],
    ["https://169.254.169.254/latest/meta-data", "address"],
    ["https://localhost/", "address"],
    ["https://db.internal/", "address"],
    ["https://parlor.example/v1/tools", "own_host"],
    ["https://api.parlor.example/", "own_host"],
    ["https://api.example:8443/", "port"],
    ["https://user:pass@api.example/", "address"],
    ["http://api.example/", "scheme"],
    ["ftp://api.example/", "scheme"],
    ["not an address", "scheme"],
  ])("%s: %s", async (url, reason) => {
    expect(await call(url, { fetch: never })).toEqual({ status: "refused", reason });
  });

  it("whatever its name server says", async () => {
    for (const inner of ["127.0.0.1", "10.1.2.3", "::1", "fd00::1"]) {
      const answer = await call("https://api.example/", {
        fetch: never,
        resolve: async () => ["93.184.216.34", inner],
      });
      expect(answer).toEqual({ status: "refused", reason: "address" });
    }
    const answer = await call("https://api.example/", { fetch: never, resolve: async () => [] });
    expect(answer).toEqual({ status: "refused", reason: "unresolved" });
  });

  it("and a redirect is not followed, wherever it leads", async () => {
    for (const target of [`${origin}/inside`, "https://api.example/"]) {
      const answer = await call(`${origin}/to/${encodeURIComponent(target)}`, { letThrough: origin });
      expect(answer).toEqual({ status: "refused", reason: "redirects" });
    }
    expect(hits.every(({ url }) => url.startsWith("/to/"))).toBe(true);
  });
});

describe("a service that is", () => {
  it("gets the request as it was meant, and its answer comes back whatever its status", async () => {
    const answer = await call(`${origin}/items?x=1#part`, { letThrough: origin });
    expect(answer).toMatchObject({ status: "answered", code: 200, cut: false });
    if (answer.status === "answered") expect(new TextDecoder().decode(answer.body)).toBe('{"ok":true}');
    expect(hits).toMatchObject([{ url: "/items?x=1", method: "POST", body: '{"a":1}' }]);
    expect(hits[0]?.headers).toMatchObject({
      authorization: "Bearer secret",
      "user-agent": expect.any(String) as string,
    });
    expect(hits[0]?.headers).not.toHaveProperty("cookie");
    expect(await call(`${origin}/broken`, { letThrough: origin })).toMatchObject({ status: "answered", code: 500 });
  });

  it("is not read beyond what was asked for", async () => {
    const answer = await call(`${origin}/large`, { letThrough: origin });
    if (answer.status !== "answered") throw new Error(answer.reason);
    expect([answer.body.length, answer.cut]).toEqual([1_000, true]);
  });

  it("is waited for so long and no longer, and let go when the caller leaves", async () => {
    expect(await call(`${origin}/slow`, { letThrough: origin }, { timeoutMs: 50 })).toEqual({
      status: "refused",
      reason: "timeout",
    });
    const leave = new AbortController();
    const answer = call(`${origin}/slow`, { letThrough: origin }, { signal: leave.signal });
    leave.abort();
    expect(await answer).toEqual({ status: "refused", reason: "failed" });
  });
});
