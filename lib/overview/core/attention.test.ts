import { describe, expect, it } from "vitest";
import type { ProjectId } from "@/lib/platform/ids";
import { attentionOf, type AttentionFacts } from "./attention";

const NOW = Date.parse("2026-11-22T10:00:00Z");
const DAY = 86_400_000;
const shop = { id: "shop" as ProjectId, name: "Shop", paused: false };

function facts(change: Partial<AttentionFacts>): AttentionFacts {
  return { openReports: 0, quotas: [], projects: [shop], failedDocuments: [], keys: [], nowMs: NOW, ...change };
}

describe("what needs attention", () => {
  it("is nothing where everything is well", () => {
    expect(attentionOf(facts({ failedDocuments: [{ projectId: shop.id, failed: 0 }] }))).toEqual([]);
  });

  it("is a quota from four fifths on, and none that has no end", () => {
    const quotas = (used: number, quota: number | null) => facts({ quotas: [{ of: "tokens", used, quota }] });
    expect(attentionOf(quotas(799, 1_000))).toEqual([]);
    expect(attentionOf(quotas(800, 1_000))).toEqual([{ kind: "quota", of: "tokens", used: 800, quota: 1_000 }]);
    expect(attentionOf(quotas(800, null))).toEqual([]);
  });

  it("is a key that ends within two weeks, by whichever end comes first, and not one that has ended", () => {
    const key = (name: string, expiresAt: number | null, endsAt: number | null = null) => ({ name, expiresAt, endsAt });
    const keys = [
      key("never", null),
      key("later", NOW + 15 * DAY),
      key("soon", NOW + 14 * DAY),
      key("replaced", NOW + 90 * DAY, NOW + DAY),
      key("over", NOW),
    ];
    expect(attentionOf(facts({ keys }))).toEqual([
      { kind: "key", name: "replaced", endsAt: NOW + DAY },
      { kind: "key", name: "soon", endsAt: NOW + 14 * DAY },
    ]);
  });

  it("names people's reports first, and projects that still exist only", () => {
    const found = attentionOf(
      facts({
        openReports: 2,
        projects: [{ ...shop, paused: true }],
        failedDocuments: [
          { projectId: shop.id, failed: 3 },
          { projectId: "deleted" as ProjectId, failed: 1 },
        ],
      }),
    );
    const project = { id: shop.id, name: shop.name };
    expect(found).toEqual([
      { kind: "reports", count: 2 },
      { kind: "documents", project, count: 3 },
      { kind: "paused", project },
    ]);
  });
});
