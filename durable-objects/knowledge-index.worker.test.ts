import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { unitVector } from "@/lib/knowledge/server/embed";
import { type DocumentId, newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import type { KnowledgeIndex } from "./knowledge-index";
import { documentOf, TestKnowledge } from "./testing/knowledge-client";

const RETURNS = "# Returns\n\nGoods may be sent back within 30 days. The refund takes five working days.";
const SHIPPING = "# Shipping\n\n## Cost\n\nShipping is free above 50 euros.\n\n## Time\n\nParcels arrive in two days.";
const WARRANTY = "# Warranty\n\nEvery bicycle has a warranty of ten years on its frame.";

async function shop(): Promise<TestKnowledge> {
  const index = new TestKnowledge();
  for (const source of [RETURNS, SHIPPING, WARRANTY]) await index.put(documentOf(source));
  return index;
}

describe("a project's knowledge", () => {
  it("finds a passage by its words, whatever their form, and says where it stands", async () => {
    const index = await shop();
    const { passages, confidence, method } = await index.search("How long do refunds take?");
    expect(passages[0]).toMatchObject({
      title: "Returns",
      text: "Goods may be sent back within 30 days. The refund takes five working days.",
      headings: [],
      start: "Returns\n\n".length,
      ranks: { words: 1, vectors: null },
    });
    expect(method).toBe("words");
    expect(confidence).toBeGreaterThan(0.1);
    expect((await index.search("free shipping")).passages[0]).toMatchObject({ title: "Shipping", headings: ["Cost"] });
    expect(await index.rpc.count(index.tenantId, index.projectId)).toEqual({ documents: 3, chunks: 4 });
  });

  it("is not sure of what it has not read", async () => {
    const index = await shop();
    expect((await index.search("Do you sell electric scooters in Berlin?")).confidence).toBeLessThan(0.5);
    expect(await index.search("zzz")).toMatchObject({ passages: [], confidence: 0 });
    expect(await index.search("  ")).toMatchObject({ passages: [], confidence: 0 });
    expect(await index.search('"*():^NEAR AND -')).toMatchObject({ confidence: 0 });
  });

  it("finds by a question of stop words alone, by fragments, slips of the finger, and scripts without spaces", async () => {
    const index = new TestKnowledge();
    await index.put(documentOf("# The Who\n\nWho are you is a song of The Who."));
    await index.put(documentOf("# Settings\n\nSet PARLOR_RECONNECTION_LIMIT before the start."));
    await index.put(documentOf("# 返品\n\n商品は30日以内に返品できます。返金には5営業日かかります。"));
    expect(await index.titles("who are you")).toEqual(["The Who"]);
    expect(await index.titles("nnection_lim")).toEqual(["Settings"]);
    expect(await index.titles("reconection")).toEqual(["Settings"]);
    expect(await index.titles("返金はいつですか")).toEqual(["返品"]);
  });

  it("replaces a document by its next version, and takes none that is older or deleted", async () => {
    const index = new TestKnowledge();
    const id = newId<DocumentId>();
    await index.put(documentOf(RETURNS, { id, version: 2 }));
    expect(await index.put(documentOf(WARRANTY, { id, version: 1 }))).toBe("stale");
    expect(await index.titles("warranty")).toEqual([]);
    expect(await index.put(documentOf(WARRANTY, { id, version: 3 }))).toBe("done");
    expect(await index.titles("refund")).toEqual([]);
    expect((await index.search("warranty")).passages[0]).toMatchObject({ documentId: id, version: 3 });
    // The same version again is the same document.
    expect(await index.put(documentOf(WARRANTY, { id, version: 3 }))).toBe("done");
    expect(await index.rpc.count(index.tenantId, index.projectId)).toEqual({ documents: 1, chunks: 1 });

    await index.rpc.delete(index.tenantId, index.projectId, id);
    expect(await index.search("warranty bicycle frame")).toMatchObject({ passages: [] });
    expect(await index.put(documentOf(WARRANTY, { id, version: 4 }))).toBe("stale");
    expect(await index.rpc.count(index.tenantId, index.projectId)).toEqual({ documents: 0, chunks: 0 });
  });

  it("hears of a deletion before it hears of the document", async () => {
    const index = new TestKnowledge();
    const id = newId<DocumentId>();
    await index.rpc.delete(index.tenantId, index.projectId, id);
    expect(await index.put(documentOf(RETURNS, { id }))).toBe("stale");
  });

  it("answers another tenant and another project as an empty one, and takes nothing from them", async () => {
    const index = await shop();
    const tenant = newId<TenantId>();
    const project = newId<ProjectId>();
    for (const [tenantId, projectId] of [
      [tenant, index.projectId],
      [index.tenantId, project],
    ] as const) {
      expect(await index.rpc.search(tenantId, projectId, "refund", 10)).toMatchObject({ passages: [], confidence: 0 });
      expect(await index.rpc.put(tenantId, projectId, documentOf("# Planted\n\nRefund"))).toBe("stale");
      expect(await index.rpc.count(tenantId, projectId)).toEqual({ documents: 0, chunks: 0 });
      await index.rpc.erase(tenantId, projectId);
    }
    expect(await index.titles("refund planted")).not.toContain("Planted");
    expect(await index.rpc.count(index.tenantId, index.projectId)).toEqual({ documents: 3, chunks: 4 });
  });

  it("attests what another index found of its own documents alone, as they are now", async () => {
    const index = new TestKnowledge();
    const id = newId<DocumentId>();
    await index.put(documentOf(SHIPPING, { id, version: 2 }));
    const text = "Parcels arrive in two days.";
    const named = {
      ...{ documentId: id, version: 2, text, start: 55, end: 55 + text.length, score: 0.7 },
      ranks: { words: null, vectors: 1 },
    };
    const strange = [
      { ...named, documentId: newId<DocumentId>() },
      { ...named, version: 1 },
    ];
    const attest = (tenant = index.tenantId, project = index.projectId) =>
      index.rpc.attest(tenant, project, "When do parcels arrive?", [...strange, named]);
    const { passages, confidence, method } = await attest();
    expect(method).toBe("ai_search");
    expect(passages).toEqual([{ ...named, title: "Shipping", url: null, headings: ["Time"] }]);
    expect(confidence).toBeGreaterThan(0.5);
    expect((await attest(newId<TenantId>())).passages).toEqual([]);
    expect((await attest(index.tenantId, newId<ProjectId>())).passages).toEqual([]);
    await index.rpc.delete(index.tenantId, index.projectId, id);
    expect(await attest()).toMatchObject({ passages: [], confidence: 0 });
  });

  it("is the same after a sleep, and nothing after it was erased", async () => {
    const index = await shop();
    const before = await index.search("refund");
    await evictDurableObject(index.stub);
    const after = await index.search("refund");
    expect({ ...after, ms: 0 }).toEqual({ ...before, ms: 0 });
    await index.rpc.erase(index.tenantId, index.projectId);
    expect(await index.search("refund")).toMatchObject({ passages: [] });
    await index.put(documentOf(WARRANTY));
    expect(await index.titles("warranty refund")).toEqual(["Warranty"]);
  });
});

describe("vectors", () => {
  /** Directions of meaning instead of a model's. */
  const meaning = (text: string) =>
    unitVector([/refund|sent back|cash/i.test(text) ? 1 : 0, /parcel|ship|deliver/i.test(text) ? 1 : 0, 0.1]);

  async function withModel(index: TestKnowledge, name = "test"): Promise<{ asked: string[]; away: boolean }> {
    const model = { asked: [] as string[], away: false };
    await runInDurableObject(index.stub as DurableObjectStub<KnowledgeIndex>, (instance) => {
      instance.services = {
        hasEmbeddings: () => true,
        embed: async (_tenant, _project, texts) => {
          model.asked.push(...texts);
          return model.away ? null : { model: name, vectors: texts.map(meaning) };
        },
      };
    });
    return model;
  }

  it("are fused with words, and stand back when their model is away", async () => {
    const index = new TestKnowledge();
    const model = await withModel(index);
    const documents = [RETURNS, SHIPPING, WARRANTY].map((source) => documentOf(source));
    for (const document of documents) {
      await index.put(document);
      expect(await index.rpc.fill(index.tenantId, index.projectId, document.id)).toBe(0);
    }
    expect(model.asked).toHaveLength(4);
    const found = await index.search("cash");
    expect(found.method).toBe("hybrid");
    expect(found.passages[0]).toMatchObject({ title: "Returns", ranks: { words: null, vectors: 1 } });

    model.away = true;
    const alone = await index.search("refund");
    expect(alone).toMatchObject({ method: "words" });
    expect(alone.passages[0]).toMatchObject({ title: "Returns" });
    // Vectors of another model are not compared with these.
    await withModel(index, "another");
    expect(await index.search("refund")).toMatchObject({ method: "words" });
  });

  it("are of chunks below their title and headings, each said once", async () => {
    const index = new TestKnowledge();
    const model = await withModel(index);
    const document = documentOf("# Payment\n\n## By card\n\nOf all banks.\n");
    await index.put(document);
    await index.rpc.fill(index.tenantId, index.projectId, document.id);
    expect(model.asked.map((text) => text.split("\n").slice(0, 2))).toEqual([["Payment", "By card"]]);
  });

  it("go with their document", async () => {
    const index = new TestKnowledge();
    await withModel(index);
    const document = documentOf(RETURNS);
    await index.put(document);
    await index.rpc.fill(index.tenantId, index.projectId, document.id);
    await index.rpc.delete(index.tenantId, index.projectId, document.id);
    expect(await index.search("cash")).toMatchObject({ passages: [], method: "words" });
  });
});
