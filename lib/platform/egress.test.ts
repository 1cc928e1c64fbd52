import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEgress, type EgressDeps } from "./egress";

let server: Server;
let origin: string;
let hits: { url: string; headers: Record<string, unknown> }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push({ url: request.url ?? "", headers: request.headers });
    const path = request.url ?? "";
    if (path.startsWith("/to/")) response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
    else if (path === "/loop") response.writeHead(302, { location: "/loop" }).end();
    else if (path === "/slow") return;
    else if (path === "/endless") {
      response.writeHead(200, { "content-type": "text/html" });
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(16_384))) {
          // Until the pipe is full.
        }
      };
      response.on("drain", more);
      more();
    } else if (path === "/image") response.writeHead(200, { "content-type": "image/png" }).end("png");
    else if (path === "/gone") response.writeHead(404, { "content-type": "text/html" }).end("gone");
    else response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<title>ok</title>");
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

const get = (url: string, deps: Partial<EgressDeps> = {}, timeoutMs = 2_000) =>
  createEgress({ fetch, resolve: async () => ["93.184.216.34"], ownHosts: ["parlor.example"], ...deps })({
    url,
    types: ["text/html"],
    bytesMax: 65_536,
    timeoutMs,
  });

/** A fetch that must not be called. */
const never = async (url: string) => {
  throw new Error(`reached ${url}`);
};

describe("an address that is not the public internet", () => {
  const port = () => new URL(origin).port;
  it.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:1::1]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://192.0.2.1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://metadata.google.internal/",
    "http://printer.local/",
    "http://db/",
    "http://x.home.arpa/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://parlor.example/",
    "https://a.parlor.example./",
    "http://user@example.com/",
    "http://example.com:22/",
    "http://example.com:8080/",
    "https://example.com:6379/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "data:text/html,x",
    "javascript:alert(1)",
    "ws://example.com/",
    "not an address",
    "//example.com",
    "http://",
  ])("%s is refused before anything goes out", async (url) => {
    // A call that goes out is "failed", for `never` throws.
    const reason = expect.stringMatching(/^(?:address|own_host|port|scheme)$/) as string;
    expect(await get(url, { fetch: never })).toEqual({ status: "refused", reason });
  });

  it("is refused when a name's servers answer with one", async () => {
    for (const inner of [
      "127.0.0.1",
      "10.1.2.3",
      "169.254.169.254",
      "::1",
      "fe80::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "nonsense",
    ]) {
      expect(
        await get("https://rebind.example/", { fetch: never, resolve: async () => ["93.184.216.34", inner] }),
      ).toEqual({
        status: "refused",
        reason: "address",
      });
    }
    expect(await get("https://none.example/", { fetch: never, resolve: async () => [] })).toMatchObject({
      reason: "unresolved",
    });
    expect(
      await get("https://none.example/", { fetch: never, resolve: () => Promise.reject(new Error("no such name")) }),
    ).toMatchObject({ reason: "unresolved" });
  });

  it("is refused as the target of a redirect, also of a second one", async () => {
    for (const inner of [
      `http://localhost:${port()}/`,
      "http://169.254.169.254/",
      "file:///etc/passwd",
      "http://[::1]/",
      "http://10.0.0.1/",
    ]) {
      const path = `/to/${encodeURIComponent(inner)}`;
      expect((await get(`${origin}${path}`, { letThrough: origin })).status).toBe("refused");
      expect((await get(`${origin}/to/${encodeURIComponent(`${origin}${path}`)}`, { letThrough: origin })).status).toBe(
        "refused",
      );
    }
    expect(hits.every(({ url }) => url.startsWith("/to/"))).toBe(true);
  });

  it("is the test server too, unless it is let through", async () => {
    expect((await get(`${origin}/`)).status).toBe("refused");
    expect(hits).toEqual([]);
    expect((await get(`${origin}/`, { letThrough: origin })).status).toBe("ok");
  });
});

describe("what is taken", () => {
  const from = (path: string, timeoutMs?: number) => get(`${origin}${path}`, { letThrough: origin }, timeoutMs);

  it("is a page, without telling who asks", async () => {
    const answer = await from("/page#part");
    expect(answer.status === "ok" && new TextDecoder().decode(answer.body)).toBe("<title>ok</title>");
    const [hit] = hits;
    expect(hit?.url).toBe("/page");
    for (const name of ["cookie", "authorization", "referer", "origin"]) expect(hit?.headers).not.toHaveProperty(name);
  });

  it("follows a few redirects, and no more", async () => {
    expect(await from(`/to/${encodeURIComponent("/page")}`)).toMatchObject({ status: "ok", url: `${origin}/page` });
    expect(await from("/loop")).toEqual({ status: "refused", reason: "redirects" });
    expect(hits.filter(({ url }) => url === "/loop")).toHaveLength(4);
  });

  it("has a bound in bytes, in time and in kind", async () => {
    const endless = await from("/endless");
    expect(endless.status === "ok" && [endless.body.length, endless.cut]).toEqual([65_536, true]);
    expect(await from("/slow", 50)).toEqual({ status: "refused", reason: "failed" });
    expect(
      await get("https://slow.example/", { resolve: () => new Promise(() => undefined), fetch: never }, 50),
    ).toEqual({
      status: "refused",
      reason: "failed",
    });
    expect(await from("/image")).toEqual({ status: "refused", reason: "type" });
    expect(await from("/gone")).toEqual({ status: "refused", reason: "status" });
  });
});
