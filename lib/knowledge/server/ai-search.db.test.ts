import { beforeEach, describe, expect, it, vi } from "vitest";
import { withDatabase } from "@/db/testing/database";
import type { DocumentId } from "@/lib/platform/ids";
import { FakeAiSearch } from "@/tests/support/fake-ai-search";
import { IngestDocument } from "@/workflows/ingest-document";
import { ReadingRoom } from "@/workflows/testing/reading-room";
import { aiSearchKey } from "../core/ai-search-key";
import { actOnKnowledge } from "./act-on-knowledge";
import { type KnowledgeDeps, knowledgeKey } from "./deps";
import { knowledgeOf } from "./search";

const told = vi.hoisted(() => ({ deps: null as KnowledgeDeps | null }));
vi.mock("cloudflare:workers", () => ({
  WorkflowEntrypoint: class {
    readonly env: unknown;
    constructor(_ctx: unknown, env: unknown) {
      this.env = env;
    }
  },
}));
vi.mock("@/workflows/reading-deps", () => ({ readingDeps: () => told.deps }));

const database = withDatabase();
const RETURNS = "# Returns\n\nZebras may be sent back within 30 days.\n\n# Shipping\n\nParcels take two days.";

let instance: FakeAiSearch;
let room: ReadingRoom;
let logged: string[];
beforeEach(async () => {
  logged = [];
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: string) => void logged.push(line));
  instance = new FakeAiSearch();
  room = await ReadingRoom.open(database, { aiSearch: instance.binding });
});

const read = async (of = room) => {
  told.deps = of.deps;
  const env = of.deps.bindings as unknown as RealtimeEnv;
  for (const reading of of.readings.splice(0)) await reading.run(new IngestDocument({} as never, env));
};
const teach = async (name: string, text: string, of = room): Promise<DocumentId> => {
  const id = await of.upload(name, text);
  await read(of);
  return id;
};
const search = (query: string, of = room) =>
  knowledgeOf(of.deps.bindings, of.tenantId, of.projectId).search(query, { limit: 5 });
const remove = (document: DocumentId) =>
  actOnKnowledge(room.deps, {
    ...{ tenant: room.tenantId, project: room.projectId, actor: { kind: "system" }, requestId: "r" },
    does: { act: "delete", document },
  });
const reasons = () => logged.flatMap((line) => (line.includes("ai_search_failed") ? [JSON.parse(line).reason] : []));

describe("retrieval by AI Search", () => {
  it("answers passages as the own index does: with their document, their place and how sure it is", async () => {
    const id = await teach("returns.md", RETURNS);
    expect([...instance.files.keys()]).toEqual([aiSearchKey(room.tenantId, room.projectId, id)]);
    const { passages, confidence, method } = await search("When may zebras be sent back?");
    expect(method).toBe("ai_search");
    expect(confidence).toBeGreaterThan(0.5);
    const [first] = passages;
    expect(first).toMatchObject({
      documentId: id,
      version: 1,
      title: "Returns",
      text: "Zebras may be sent back within 30 days.",
    });
    const plain = JSON.parse(
      new TextDecoder().decode(room.files.get(knowledgeKey.plain(room.tenantId, room.projectId, id))),
    );
    expect(plain.text.slice(first?.start, first?.end)).toBe(first?.text);
    expect((await search("parcels two days")).passages[0]).toMatchObject({ headings: ["Shipping"], title: "Returns" });
    expect(reasons()).toEqual([]);
  });

  it("asks for the project's folder alone, without a cache that others fill", async () => {
    await teach("returns.md", RETURNS);
    await search("zebras");
    expect(instance.asked.at(-1)?.ai_search_options).toMatchObject({
      retrieval: { filters: { folder: { $eq: `${room.tenantId}/${room.projectId}/` } } },
      query_rewrite: { enabled: false },
      cache: { enabled: false },
    });
  });

  it("believes no filter: what is another tenant's, another project's or nobody's is dropped", async () => {
    const neighbour = await ReadingRoom.open(database, { aiSearch: instance.binding, tenantId: room.tenantId });
    const stranger = await ReadingRoom.open(database, { aiSearch: instance.binding });
    await teach("a.md", "# Mine\n\nOur zebras are kept in the canary0 ledger.");
    await teach("b.md", "# Theirs\n\nOur zebras are kept in the canary1 ledger.", neighbour);
    await teach("c.md", "# Theirs\n\nOur zebras are kept in the canary2 ledger.", stranger);
    // A file that somebody put into this project's folder, of no document that it has.
    await instance.items.upload(
      `${room.tenantId}/${room.projectId}/evil.txt`,
      "Our zebras are kept in the canary3 ledger.",
    );
    instance.faults.ignoresFilter = true;
    const { passages, method } = await search("zebras canary0 canary1 canary2 canary3 ledger");
    expect(method).toBe("ai_search");
    expect(passages.map(({ text }) => text)).toEqual(["Our zebras are kept in the canary0 ledger."]);
    expect(reasons()).toEqual(["foreign"]);
  });

  it("quotes nothing that is not word for word in the document, and then asks the own index", async () => {
    const id = await teach("returns.md", RETURNS);
    instance.faults.alter = (text) => text.replace("30", "90");
    const { passages, method } = await search("zebras");
    expect(method).toBe("words");
    expect(passages[0]).toMatchObject({ documentId: id, text: "Zebras may be sent back within 30 days." });
    expect(reasons()).toEqual(["nothing"]);
  });

  it("falls back to the own index where it does not answer, and says so in the log", async () => {
    await teach("returns.md", RETURNS);
    instance.faults.down = true;
    expect(await search("zebras")).toMatchObject({ method: "words", passages: [{ title: "Returns" }] });
    expect(reasons()).toEqual(["unavailable"]);
  });
});

describe("documents in AI Search", () => {
  it("follow the versions, and an answer never quotes the earlier one", async () => {
    const id = await teach("returns.md", RETURNS);
    const old = instance.files.get(aiSearchKey(room.tenantId, room.projectId, id));
    await teach("returns.md", "# Returns\n\nZebras may be sent back within 60 days.");
    expect(instance.files.size).toBe(1);
    expect((await search("zebras")).passages).toMatchObject([{ version: 2, text: expect.stringContaining("60") }]);
    // It is slow to take a change in.
    if (old) instance.files.set(aiSearchKey(room.tenantId, room.projectId, id), old);
    expect(await search("zebras")).toMatchObject({ method: "words", passages: [{ version: 2 }] });
  });

  it("go with a deletion, and are not found from its answer on even where they linger", async () => {
    const id = await teach("returns.md", RETURNS);
    const lingering = [...instance.files];
    await remove(id);
    expect(instance.files.size).toBe(0);
    for (const [key, file] of lingering) instance.files.set(key, file);
    expect((await search("zebras")).passages).toEqual([]);
  });

  it("are not said to be forgotten while it does not answer", async () => {
    const id = await teach("returns.md", RETURNS);
    instance.faults.down = true;
    await expect(remove(id)).rejects.toThrow();
    expect((await search("zebras")).passages).toEqual([]);
    expect(await room.document(id)).not.toBeNull();
    instance.faults.down = false;
    await remove(id);
    expect(instance.files.size).toBe(0);
    expect(await room.document(id)).toBeNull();
  });

  it("are ready by words when it takes none, and are removed when they are deleted meanwhile", async () => {
    instance.faults.down = true;
    const id = await teach("returns.md", RETURNS);
    expect(await room.document(id)).toMatchObject({ state: "ready" });
    expect(reasons()).toEqual(["upload"]);
    instance.faults.down = false;
    const late = await room.upload("late.md", "# Late\n\nGiraffes.");
    const upload = instance.items.upload.bind(instance.items);
    vi.spyOn(instance.items, "upload").mockImplementation(async (...wish) => {
      await remove(late);
      return upload(...wish);
    });
    await read();
    expect(instance.files.size).toBe(0);
  });

  it("of a whole project go with it, those of others stay", async () => {
    const other = await ReadingRoom.open(database, { aiSearch: instance.binding });
    await teach("kept.md", "# Kept\n\nGiraffes.", other);
    for (let at = 0; at < 60; at++) await instance.items.upload(`${room.tenantId}/${room.projectId}/${at}.txt`, "x");
    await actOnKnowledge(room.deps, {
      ...{ tenant: room.tenantId, project: room.projectId, actor: { kind: "system" }, requestId: "r" },
      does: { act: "erase" },
    });
    expect(instance.files.size).toBe(1);
  });
});
