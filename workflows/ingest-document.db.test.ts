import { beforeEach, describe, expect, it, vi } from "vitest";
import { markDocument } from "@/db/queries/knowledge";
import { withDatabase } from "@/db/testing/database";
import { actOnKnowledge } from "@/lib/knowledge/server/act-on-knowledge";
import type { KnowledgeDeps } from "@/lib/knowledge/server/deps";
import { UNREADABLE } from "@/lib/knowledge/core/unreadable";
import type { DocumentId } from "@/lib/platform/ids";
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
const TEXT = "# Returns\n\nZebras may be sent back within 30 days.\n\n# Shipping\n\nParcels take two days.";
const STEPS = ["read", "index", "ready"];

let room: ReadingRoom;
beforeEach(async () => {
  for (const level of ["warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  room = await ReadingRoom.open(database);
  told.deps = room.deps;
});

const workflow = () => new IngestDocument({} as never, room.deps.bindings as unknown as RealtimeEnv);
const run = (at = 0, fault: Fault = {}) => {
  const instance = room.readings[at];
  if (!instance) throw new Error("No reading was started.");
  return instance.run(workflow(), fault);
};
const place = () =>
  ({ tenant: room.tenantId, project: room.projectId, actor: { kind: "system" }, requestId: "r" }) as const;
const remove = (document: DocumentId) => actOnKnowledge(room.deps, { ...place(), does: { act: "delete", document } });
const retry = (document: DocumentId) => actOnKnowledge(room.deps, { ...place(), does: { act: "retry", document } });
const find = async (query: string) => {
  const { passages } = await room.index.search(room.tenantId, room.projectId, query, 20);
  return passages.map(({ documentId, version, text }) => ({ documentId, version, text }));
};

describe("the reading of a document", () => {
  it("goes through its states in order, and ends with each passage once", async () => {
    const id = await room.upload("returns.md", TEXT);
    const states: string[] = [];
    const look = async () => states.push((await room.document(id))?.state ?? "gone");
    await look();
    const mark = vi.spyOn(room.index, "put").mockImplementationOnce(async (tenant, project, document) => {
      await look();
      mark.mockRestore();
      return room.index.put(tenant, project, document);
    });
    await run();
    await look();
    expect(states).toEqual(["waiting", "indexing", "ready"]);
    expect(await room.document(id)).toMatchObject({ title: "Returns", kind: "markdown", chunks: 2, error: null });
    expect(await room.index.count()).toEqual({ documents: 1, chunks: 2 });
    expect(room.readings[0]?.attempts).toEqual(STEPS);
  });

  it.each(STEPS)("tries the step %s again when it fails, and ends as if it had not", async (failing) => {
    const id = await room.upload("returns.md", TEXT);
    await run(0, {
      before: (name, attempt) => {
        if (name === failing && attempt === 1) throw new Error("the database was away");
      },
      after: (() => {
        let failures = 2;
        return (name: string) => {
          if (name === failing && failures-- > 0) throw new Error("the answer was lost");
        };
      })(),
    });
    expect(room.readings[0]?.attempts.filter((name) => name === failing)).toHaveLength(4);
    expect(await room.document(id)).toMatchObject({ state: "ready", chunks: 2, version: 1, error: null });
    expect(await room.index.count()).toEqual({ documents: 1, chunks: 2 });
    expect(await find("zebra")).toHaveLength(1);
  });

  it("goes on where it was after the runtime died, wherever that is, and has each document once", async () => {
    for (const dying of STEPS) {
      for (const when of ["before", "after"] as const) {
        const at = room.readings.length;
        const id = await room.upload(`${dying} ${when}.md`, `# ${dying} ${when}\n\nUnique${at} words stand here.`);
        const fault: Fault = {
          [when]: (name: string) => {
            if (name === dying) throw new RuntimeDied();
          },
        };
        await expect(run(at, fault)).rejects.toThrow(RuntimeDied);
        expect((await room.document(id))?.state).not.toBe("failed");
        await run(at);
        expect(await room.document(id), `${dying} ${when}`).toMatchObject({ state: "ready", chunks: 1, version: 1 });
        expect(await find(`unique${at}`)).toHaveLength(1);
        // What was done before the death was not done again.
        const again = room.readings[at]?.attempts ?? [];
        expect(again).toEqual(STEPS.flatMap((name) => (name === dying ? [name, name] : [name])));
      }
    }
    expect(await room.index.count()).toEqual({ documents: 6, chunks: 6 });
    expect(await room.documents()).toHaveLength(6);
  });

  it("says why it failed, and can be retried", async () => {
    const id = await room.upload("returns.md", TEXT);
    vi.spyOn(room.index, "put").mockRejectedValue(new Error("out of order"));
    await run();
    expect(room.readings[0]?.attempts.filter((name) => name === "index")).toHaveLength(6);
    expect(await room.document(id)).toMatchObject({
      state: "failed",
      error: { code: "failed", message: UNREADABLE.failed },
    });
    vi.mocked(room.index.put).mockRestore();
    await retry(id);
    expect(await room.document(id)).toMatchObject({ state: "waiting", version: 2, error: null });
    await run(1);
    expect(await room.document(id)).toMatchObject({ state: "ready", version: 2, chunks: 2, error: null });
    expect(await find("zebra")).toMatchObject([{ documentId: id, version: 2 }]);
    // The first reading wakes up late, and changes nothing.
    await run();
    expect(await room.document(id)).toMatchObject({ state: "ready", version: 2 });
  });

  it("says why there is nothing to read, at once and without trying again", async () => {
    const empty = await room.upload("empty.md", "#  \n\n-\n");
    await run();
    expect(room.readings[0]?.attempts).toEqual(["read", "say why not"]);
    expect(await room.document(empty)).toMatchObject({ state: "failed", error: { code: "empty" } });
  });

  it.each([...STEPS.flatMap((name) => [`before ${name}`, `after ${name}`])])(
    "stops for a deletion %s: nothing of it is found then or later, and nothing of it is kept",
    async (moment) => {
      const [when = "", step = ""] = moment.split(" ");
      const id = await room.upload("returns.md", TEXT);
      let deleted = false;
      const stop: Fault = {
        [when]: (name: string) => {
          if (name === step && !deleted) throw new RuntimeDied();
        },
      };
      await expect(run(0, stop)).rejects.toThrow(RuntimeDied);
      await remove(id);
      deleted = true;
      expect(await find("zebra parcels")).toEqual([]);
      await run();
      expect(await find("zebra parcels")).toEqual([]);
      expect(await room.document(id)).toBeNull();
      expect(await room.index.count()).toEqual({ documents: 0, chunks: 0 });
      expect([...room.files.keys()]).toEqual([]);
    },
  );

  it("reads the newer version when the file changes meanwhile, and the older one comes too late", async () => {
    const id = await room.upload("returns.md", TEXT);
    const die: Fault = {
      after: (name) => {
        if (name === "read") throw new RuntimeDied();
      },
    };
    await expect(run(0, die)).rejects.toThrow(RuntimeDied);
    expect(await room.upload("returns.md", "# Returns\n\nZebras may be sent back within 60 days.")).toBe(id);
    await run(1);
    await run(0);
    expect(await find("zebra")).toMatchObject([{ version: 2, text: expect.stringContaining("60 days") }]);
    expect(await room.document(id)).toMatchObject({ state: "ready", version: 2, chunks: 1 });
    const gone = { id, version: 1 };
    expect(await markDocument(room.db, room.projectId, gone, { state: "failed" }, 1)).toBe(false);
  });
});
