import { expect, it } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import type { TenantFigures } from "../protocol";
import { addSums, countBy } from "./sums";

const tenant = (
  name: string,
  calls: number,
  cost: number,
  state: TenantFigures["state"] = "active",
): TenantFigures => ({
  ...{ id: newId<TenantId>(), slug: name.toLowerCase(), name, state, tier: "free", members: calls },
  ...{ createdAt: 0, suspendedAt: null, deletionDueAt: null },
  today: { calls: 1, failed: 0, tokens: 2, cost: 1 },
  month: { calls, failed: 1, tokens: 10, cost },
});
const TENANTS = [tenant("Beta", 5, 10), tenant("Alpha", 9, 10, "suspended"), tenant("Gamma", 1, 30)];
it("adds up what all of them used, and counts them by kind", () => {
  expect(addSums(TENANTS.map(({ month }) => month))).toEqual({ calls: 15, failed: 3, tokens: 30, cost: 50 });
  expect(countBy(TENANTS, ["active", "suspended", "deleted"], ({ state }) => state)).toEqual({
    active: 2,
    suspended: 1,
    deleted: 0,
  });
});
