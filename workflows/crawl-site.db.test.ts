import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { withDatabase } from "@/db/testing/database";
import { actOnKnowledge } from "@/lib/knowledge/server/act-on-knowledge";
import { UNREADABLE } from "@/lib/knowledge/core/unreadable";
import type { KnowledgeDeps } from "@/lib/knowledge/server/deps";
import { KNOWLEDGE_LIMITS } from "@/lib/knowledge/protocol";
import { createEgress } from "@/lib/platform/egress";
import { pdfOf } from "@/tests/support/documents";
import { CrawlSite } from "./crawl-site";
import { IngestDocument } from "./ingest-document";
import { ReadingRoom } from "./testing/reading-room";
import { type Fault, RuntimeDied } from "./testing/workflow-engine";

const told = vi.hoisted(() => ({ deps: null as KnowledgeDeps | null }));
vi.mock("cloudflare:workers", () => ({
  WorkflowEntrypoint: class {
    readonly env: unknown;
    constructor(_ctx: unknown, env: unknown) {
      this.env = env;
    }
  },
}));
vi.mock("./reading-deps", () => ({ readingDeps: () => told.deps }));

const database = withDatabase();
const SITE = "https://shop.example";
const OTHER = "https://elsewhere.example";

type Served = { status?: number; type?: string; location?: string; body?: string | Uint8Array };

/** A shop on the internet, played by the test: its answers by address, and who came. */
let pages: Record<string, Served> = {};
let visits: { url: string; agent: string | undefined; cookie: string | undefined }[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = `https://${request.headers["x-host"] as string}${request.url ?? ""}`;
    visits.push({ url, agent: request.headers["user-agent"], cookie: request.headers.cookie });
    const { status = 200, type = "text/html; charset=utf-8", location, body = "" } = pages[url] ?? { status: 404 };
    response.writeHead(location === undefined ? status : 302, {
      ...{ "content-type": type },
      ...(location === undefined ? {} : { location }),
    });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The one way out; behind the public names stands the test's own server, and one name leads into a private network. */
const egress = createEgress({
  fetch: (url, init) => {
    const { host, pathname, search } = new URL(url);
    return fetch(`${origin}${pathname}${search}`, { ...init, headers: { ...init.headers, "x-host": host } });
  },
  resolve: async (name) => (name === "inside.example" ? ["10.0.0.5"] : ["93.184.216.34"]),
  ownHosts: ["parlor.example"],
});

const html = (title: string, text: string) => ({
  body: `<html><head><title>${title}</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`,
});
const sitemap = (urls: readonly string[]) => ({
  type: "application/xml",
  body: `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}</urlset>`,
});

let room: ReadingRoom;
beforeEach(async () => {
  for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  visits = [];
  pages = {
    [`${SITE}/robots.txt`]: {
      type: "text/plain",
      body: `User-agent: *\nDisallow: /private/\nCrawl-delay: 2\nSitemap: ${SITE}/maps/index.xml\n`,
    },
    [`${SITE}/maps/index.xml`]: {
      type: "application/xml",
      body: `<sitemapindex><sitemap><loc>${SITE}/maps/help.xml</loc></sitemap><sitemap><loc>${OTHER}/map.xml</loc></sitemap></sitemapindex>`,
    },
    [`${SITE}/maps/help.xml`]: sitemap(
      ["returns", "moved", "leaves", "huge", "broken", "picture", "manual", "inside", "private/staff"]
        .map((path) => `${SITE}/${path}`)
        .concat(`${OTHER}/page`),
    ),
    [`${SITE}/returns`]: html("Returns", "Zebras may be sent back within 30 days."),
    [`${SITE}/moved`]: { location: "/delivery" },
    [`${SITE}/delivery`]: html("Delivery", "Giraffes arrive in two days."),
    [`${SITE}/leaves`]: { location: `${OTHER}/page` },
    [`${SITE}/huge`]: { body: new Uint8Array(KNOWLEDGE_LIMITS.fileBytesMax + 10).fill(97) },
    [`${SITE}/broken`]: { status: 500, body: "out of order" },
    [`${SITE}/picture`]: { type: "image/png", body: "png" },
    [`${SITE}/manual`]: { type: "application/pdf", body: pdfOf([["Elephants are covered for ten years."]]) },
    [`${SITE}/inside`]: { location: "https://inside.example/metadata" },
    [`${SITE}/private/staff`]: html("Staff", "Secret hippos."),
    [`${OTHER}/page`]: html("Other", "Foreign lions."),
    [`${OTHER}/map.xml`]: sitemap([`${SITE}/private/other`]),
  };
  room = await ReadingRoom.open(database, { origins: [SITE], egress });
  told.deps = room.deps;
});

const place = () =>
  ({ tenant: room.tenantId, project: room.projectId, actor: { kind: "system" }, requestId: "r" }) as const;
const crawl = (url = SITE) => actOnKnowledge(room.deps, { ...place(), does: { act: "crawl", url } });
const bindings = () => room.deps.bindings as unknown as RealtimeEnv;
const runCrawl = (at = room.crawls.length - 1, fault: Fault = {}) =>
  room.crawls[at]?.run(new CrawlSite({} as never, bindings()), fault);
const readAll = async () => {
  for (const reading of room.readings.splice(0)) await reading.run(new IngestDocument({} as never, bindings()));
};
const states = async () =>
  Object.fromEntries(
    (await room.documents()).map(({ url, state, error }) => [url?.replace(SITE, ""), error?.code ?? state]),
  );
const found = async (query: string) =>
  (await room.index.search(room.tenantId, room.projectId, query, 20)).passages.map(({ url, title }) => ({
    url,
    title,
  }));

const ENDS = {
  "/returns": "ready",
  "/moved": "ready",
  "/leaves": "elsewhere",
  "/huge": "too_large",
  "/broken": "unreachable",
  "/picture": "wrong_type",
  "/manual": "ready",
  "/inside": "unreachable",
};

describe("reading a project's own site", () => {
  it("reads what its sitemap names and its robots.txt allows, and says of each other page why not", async () => {
    expect(await crawl()).toEqual({ pages: 8, cut: false });
    expect(new Set(Object.values(await states()))).toEqual(new Set(["waiting"]));
    await runCrawl();
    await readAll();
    expect(await states()).toEqual(ENDS);
    for (const { error } of await room.documents())
      if (error) expect(error.message).toBe(UNREADABLE[error.code as keyof typeof UNREADABLE]);
    expect(await found("zebras")).toEqual([{ url: `${SITE}/returns`, title: "Returns" }]);
    expect(await found("giraffes")).toEqual([{ url: `${SITE}/moved`, title: "Delivery" }]);
    expect(await found("elephants")).toHaveLength(1);
    expect(await found("hippos")).toEqual([]);
    expect(await found("lions")).toEqual([]);
    expect(room.crawls[0]?.params.waitSeconds).toBe(2);
  });

  it("goes out by one door: under one name, without cookies, and never to an address inside", async () => {
    await crawl();
    await runCrawl();
    expect(new Set(visits.map(({ agent }) => agent))).toEqual(new Set(["ParlorBot/1.0 (link preview)"]));
    expect(visits.every(({ cookie }) => cookie === undefined)).toBe(true);
    const seen = visits.map(({ url }) => url);
    expect(seen).not.toContain(`${SITE}/private/staff`);
    expect(seen).not.toContain("https://inside.example/metadata");
    expect(seen).not.toContain(`${OTHER}/map.xml`);
    expect(seen.filter((url) => url === `${SITE}/returns`)).toHaveLength(1);
  });

  it("goes on after the runtime died in the middle: each page is one document, read once", async () => {
    await crawl();
    const names = Object.keys(ENDS).map((_, at) => `page ${at + 1}`);
    for (const [at, name] of names.entries()) {
      const when = at % 2 === 0 ? "before" : "after";
      let died = false;
      const fault: Fault = {
        [when]: (step: string) => {
          if (step !== name || died) return;
          died = true;
          throw new RuntimeDied();
        },
      };
      await expect(runCrawl(0, fault)).rejects.toThrow(RuntimeDied);
    }
    await runCrawl(0);
    await readAll();
    expect(await states()).toEqual(ENDS);
    expect(await room.index.count()).toEqual({ documents: 3, chunks: 3 });
  });

  it("tries a page again when its step fails, gives it up in the end, and goes on with the others", async () => {
    await crawl();
    await runCrawl(0, {
      before: (name, attempt) => {
        if (name === "page 1" && attempt <= 2) throw new Error("the database was away");
        if (name === "page 2") throw new Error("the database is away");
      },
    });
    await readAll();
    expect(room.crawls[0]?.attempts.filter((name) => name === "page 2")).toHaveLength(4);
    expect(await states()).toEqual({ ...ENDS, "/moved": "unreachable" });
    const failed = (await room.documents()).find(({ url }) => url === `${SITE}/moved`);
    if (!failed) throw new Error("The page is gone.");
    await actOnKnowledge(room.deps, { ...place(), does: { act: "retry", document: failed.id } });
    await runCrawl();
    await readAll();
    expect(await states()).toEqual({ ...ENDS });
  });

  it("reads a page anew only where it has changed", async () => {
    await crawl();
    await runCrawl();
    await readAll();
    pages[`${SITE}/returns`] = html("Returns", "Zebras may be sent back within 60 days.");
    await crawl();
    await runCrawl();
    // Those that failed are tried again as well, and fail again.
    expect(room.readings).toHaveLength(1);
    await readAll();
    expect(await states()).toEqual(ENDS);
    expect((await room.documents()).find(({ url }) => url === `${SITE}/returns`)).toMatchObject({ version: 2 });
    expect((await room.index.search(room.tenantId, room.projectId, "zebras", 5)).passages).toMatchObject([
      { text: expect.stringContaining("60 days") },
    ]);
    expect(await room.index.count()).toEqual({ documents: 3, chunks: 3 });
  });

  it("forgets a page that is deleted while the site is being read", async () => {
    await crawl();
    const [first] = (await room.documents()).filter(({ url }) => url === `${SITE}/returns`);
    if (!first) throw new Error("The page is not there.");
    await runCrawl();
    await actOnKnowledge(room.deps, { ...place(), does: { act: "delete", document: first.id } });
    await readAll();
    expect(await found("zebras")).toEqual([]);
    expect([...room.files.keys()].filter((key) => key.includes(first.id))).toEqual([]);
  });

  it("refuses a site that is not the project's, and says what a site lacks", async () => {
    await expect(crawl(OTHER)).rejects.toThrow("Only sites that this assistant may be embedded on");
    delete pages[`${SITE}/maps/index.xml`];
    await expect(crawl()).rejects.toThrow("There is no sitemap");
    pages[`${SITE}/robots.txt`] = { type: "text/plain", body: "User-agent: *\nDisallow: /\n" };
    pages[`${SITE}/sitemap.xml`] = sitemap([`${SITE}/returns`]);
    await expect(crawl()).rejects.toThrow("asks not to be read");
    expect(await room.documents()).toEqual([]);
  });
});
