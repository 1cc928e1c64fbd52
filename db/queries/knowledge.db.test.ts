import { beforeAll, describe, expect, it } from "vitest";
import { newSettings } from "@/lib/projects/core/settings";
import { newId, type DocumentId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import { withDatabase } from "../testing/database";
import { insertProject } from "./projects";
import {
  countDocuments,
  deleteDocument,
  findDocument,
  listDocuments,
  markDocument,
  type NewDocument,
  renewDocument,
  saveDocuments,
} from "./knowledge";

const database = withDatabase();
let db: TenantDb;
let project: ProjectId;

const wish = (name: string, over: Partial<NewDocument> = {}): NewDocument => ({
  ...{ id: newId<DocumentId>(), source: `name:${name}`, name, kind: "markdown", url: null },
  ...{ bytes: 10, sha256: "a", createdBy: null },
  ...over,
});
const save = (documents: NewDocument[], max = 100, nowMs = 1_000) =>
  saveDocuments(db, project, documents, { nowMs, max });

beforeAll(async () => {
  db = database.tenant(newId<TenantId>());
  project = newId<ProjectId>();
  const made = { id: project, name: "Site", settings: newSettings([]), createdBy: null };
  await insertProject(db, made, { nowMs: 0, max: 10 });
});

describe("documents of a project", () => {
  it("are the next version of the one with their source, unless the same bytes were read already", async () => {
    const [first] = await save([wish("prices")]);
    expect(first).toMatchObject({ version: 1, state: "waiting", title: "prices", error: null });
    const place = { id: first?.id ?? newId<DocumentId>(), version: 1 };
    expect(await markDocument(db, project, place, { state: "ready", title: "Prices", chunks: 3 }, 2_000)).toBe(true);
    expect((await save([wish("prices")]))[0]).toMatchObject({ id: place.id, version: 1, state: "ready", chunks: 3 });
    const [second] = await save([wish("prices", { sha256: "b", bytes: 20 })]);
    expect(second).toMatchObject({ id: place.id, version: 2, state: "waiting", bytes: 20 });
    // What is late, of the earlier version, changes nothing.
    expect(await markDocument(db, project, place, { state: "failed" }, 3_000)).toBe(false);
    const failed = { state: "failed", error: { code: "empty", message: "There is no text in it." } } as const;
    expect(await markDocument(db, project, { id: place.id, version: 2 }, failed, 3_000)).toBe(true);
    expect(await findDocument(db, project, place.id)).toMatchObject({ error: failed.error, updatedAt: 3_000 });
    // What failed is read again, also with the same bytes.
    expect((await save([wish("prices", { sha256: "b" })]))[0]).toMatchObject({ version: 3, state: "waiting" });
    expect((await renewDocument(db, project, place.id, 4_000))?.document).toMatchObject({ version: 4, error: null });
    expect(await deleteDocument(db, project, place.id)).toBe(true);
    expect(await deleteDocument(db, project, place.id)).toBe(false);
    expect(await renewDocument(db, project, place.id, 4_000)).toBeNull();
  });

  it("are no more than there may be, and none of a project that is not there", async () => {
    expect(await save([wish("one"), wish("two")], 1)).toEqual([]);
    expect(await save([wish("one")], 1)).toHaveLength(1);
    expect(await save([wish("two")], 1)).toEqual([]);
    // Those that are there may go on changing.
    expect((await save([wish("one", { sha256: "b" })], 1))[0]).toMatchObject({ version: 2 });
    const at = { nowMs: 1, max: 9 };
    expect(await saveDocuments(db, newId<ProjectId>(), [wish("three")], at)).toEqual([]);
  });

  it("are listed newest first, page by page, and counted", async () => {
    for (let at = 1; at <= 5; at++) await save([wish(`page ${at}`)], 100, at * 10_000);
    const page = await listDocuments(db, project, { before: null, limit: 3 });
    expect(page.map(({ name }) => name)).toEqual(["page 5", "page 4", "page 3"]);
    const rest = await listDocuments(db, project, { before: page[2]?.id ?? null, limit: 10 });
    expect(rest.map(({ name }) => name)).toEqual(["page 2", "page 1", "one"]);
    expect(await countDocuments(db, project)).toEqual({ all: 6, ready: 0, failed: 0 });
  });

  it("are found by what is in their names, in whichever case and as it is written", async () => {
    await save([wish("Prices 100%"), wish("prices 1000"), wish("Terms")], 100);
    const find = async (text: string) =>
      (await listDocuments(db, project, { before: null, limit: 10, text })).map(({ name }) => name).toSorted();
    expect(await find("PRICES")).toEqual(["Prices 100%", "prices 1000"]);
    expect(await find("100%")).toEqual(["Prices 100%"]);
    expect(await find("r_ces")).toEqual([]);
  });
});
