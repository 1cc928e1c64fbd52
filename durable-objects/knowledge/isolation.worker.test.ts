import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { knowledgeOf } from "@/lib/knowledge/server/search";
import { knowledgeIndexOf } from "@/lib/knowledge/server/objects";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { documentOf, TestKnowledge } from "../testing/knowledge-client";
import { bindings } from "../testing/room-client";

/** 10,000 with KNOWLEDGE_QUESTIONS=10000; fewer in each run. */
const QUESTIONS = Number((env as unknown as { KNOWLEDGE_QUESTIONS?: string }).KNOWLEDGE_QUESTIONS ?? 500);
const TENANTS = 5;
const PROJECTS = 4;
const SUBJECTS = ["returns", "delivery", "warranty", "payment", "opening hours", "sizes", "repairs", "vouchers"];

interface Planted {
  index: TestKnowledge;
  canary: string;
}

/** The same subjects in the same words everywhere; what tells one index from another is its canary in each passage. */
async function plant(): Promise<Planted[]> {
  const planted: Planted[] = [];
  // One project id in all tenants: the id alone must not be the key to anything.
  const shared = newId<ProjectId>();
  for (let at = 0; at < TENANTS; at++) {
    const tenant = newId<TenantId>();
    for (let nth = 0; nth < PROJECTS; nth++) {
      const index = new TestKnowledge(tenant, nth === 0 ? shared : newId<ProjectId>());
      const canary = `canary${at}x${nth}`;
      for (const subject of SUBJECTS)
        await index.put(documentOf(`# About ${subject}\n\nOur rules for ${subject} are kept in the ${canary} ledger.`));
      planted.push({ index, canary });
    }
  }
  return planted;
}

describe("knowledge of many tenants and projects", () => {
  it("gives no passage of another one, whatever is asked and whoever is named", async () => {
    const planted = await plant();
    let passages = 0;
    for (let at = 0; at < QUESTIONS; at++) {
      const mine = planted[at % planted.length];
      const theirs = planted[(at * 7 + 3) % planted.length];
      if (!mine || !theirs) throw new Error("Nothing is planted.");
      const subject = SUBJECTS[at % SUBJECTS.length] ?? "";
      const query = at % 2 === 0 ? `What are the rules for ${subject}?` : `${subject} ${theirs.canary} ledger`;
      const { tenantId, projectId } = mine.index;
      const found = await knowledgeOf(bindings, tenantId, projectId).search(query, { limit: 20 });
      passages += found.passages.length;
      for (const { text } of found.passages) expect(text).toContain(mine.canary + " ");
      if (theirs === mine) continue;
      // An object that is asked in another's name, as by a mistake of ours.
      const stray = await knowledgeIndexOf(bindings, theirs.index.tenantId, theirs.index.projectId).search(
        ...[tenantId, projectId, query, 20],
      );
      expect(stray.passages).toEqual([]);
    }
    expect(passages).toBeGreaterThan(QUESTIONS);
  });

  it("keeps every score as it was when another tenant or project learns something", async () => {
    const mine = new TestKnowledge();
    const neighbour = new TestKnowledge(mine.tenantId);
    const stranger = new TestKnowledge();
    for (const subject of SUBJECTS) await mine.put(documentOf(`# About ${subject}\n\nOur rules for ${subject}.`));
    const before = await mine.search("rules for returns");
    for (const other of [neighbour, stranger])
      for (let at = 0; at < 50; at++) await other.put(documentOf(`# Returns ${at}\n\nreturns rules returns rules`));
    const after = await mine.search("rules for returns");
    expect({ ...after, ms: 0 }).toEqual({ ...before, ms: 0 });
    expect(before.passages.length).toBeGreaterThan(0);
  });
});
