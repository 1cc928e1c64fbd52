import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import type { InstallationView, TenantPulse } from "../protocol";
import { parseExposition } from "../testing/parse-exposition";
import { NO_CALLS } from "./call-totals";
import { exposition } from "./exposition";
import { metricsOf, TENANTS_MAX } from "./metrics";

const NOW = Date.UTC(2040, 5, 15, 12);
const tenant = (change: Partial<TenantPulse> = {}): TenantPulse => ({
  tenant: newId<TenantId>(),
  sockets: { room: 3, inbox: 2, visit: 1 },
  waiting: { rows: 0, since: null, parked: 0 },
  calls: {
    ...{ ends: { ok: 5, aborted: 1, failed: 2, refused: 1, cut: 1 }, promptTokens: 100, completionTokens: 50 },
    ...{ cost: 1_500_000_000, open: 2, streams: 1 },
  },
  ...change,
});
const view = (tenants: TenantPulse[], change: Partial<InstallationView["installation"]> = {}): InstallationView => ({
  installation: {
    ...{ rounds: 7, failedRounds: 1, goodAt: NOW, tenants, gone: NO_CALLS },
    last: { at: NOW, tookMs: 250, tenants: tenants.length, failed: 0, dirty: 4 },
    ...change,
  },
  breakers: [{ model: 'odd "model"\\\n', provider: "fake", state: "open" }],
});
const read = (seen: InstallationView) => parseExposition(exposition(metricsOf(seen, NOW)));

describe("the metrics", () => {
  it("are the sums over all tenants, those that were erased included, and each tenant's own", () => {
    const late = tenant({ waiting: { rows: 4, since: NOW - 12_000, parked: 2 }, calls: null });
    const busy = tenant();
    const families = read(view([late, busy], { gone: { ...NO_CALLS, ends: { ...NO_CALLS.ends, ok: 10 }, cost: 5e8 } }));
    const values = (name: string) =>
      Object.fromEntries(
        families.get(name)?.samples.map(({ labels, value }) => [Object.values(labels)[0] ?? "", value]) ?? [],
      );
    expect(values("parlor_calls_total")).toEqual({ ok: 15, aborted: 1, failed: 2, refused: 1, cut: 1 });
    expect(values("parlor_cost_usd_total")).toEqual({ "": 2 });
    expect(values("parlor_tokens_total")).toEqual({ prompt: 100, completion: 50 });
    expect(values("parlor_sockets")).toEqual({ room: 6, inbox: 4, visit: 2 });
    expect(values("parlor_open_streams")).toEqual({ "": 1 });
    expect(values("parlor_outbox_rows")).toEqual({ "": 4 });
    expect(values("parlor_outbox_parked_rows")).toEqual({ "": 2 });
    expect(values("parlor_outbox_lag_seconds")).toEqual({ "": 12 });
    expect(values("parlor_rounds_total")).toEqual({ "": 7 });
    expect(values("parlor_tenant_calls_total")).toEqual({ [late.tenant]: 0, [busy.tenant]: 10 });
    expect(values("parlor_tenant_failed_calls_total")).toEqual({ [late.tenant]: 0, [busy.tenant]: 4 });
    expect(values("parlor_tenant_outbox_lag_seconds")).toEqual({ [late.tenant]: 12, [busy.tenant]: 0 });
    expect(families.get("parlor_model_breaker_state")?.samples).toEqual([
      { labels: { model: 'odd "model"\\\n', provider: "fake" }, value: 2 },
    ]);
  });

  it("stay few however many tenants there are, and leave out no tenant whose rows wait", () => {
    const quiet = tenant({ calls: null, waiting: { rows: 1, since: NOW, parked: 0 } });
    const families = read(view([...Array.from({ length: TENANTS_MAX + 20 }, () => tenant()), quiet]));
    const rows = families.get("parlor_tenant_outbox_rows")?.samples ?? [];
    expect(rows).toHaveLength(TENANTS_MAX);
    expect(rows).toContainEqual({ labels: { tenant: quiet.tenant }, value: 1 });
    expect(families.get("parlor_tenants_unlisted")?.samples[0]?.value).toBe(21);
    expect(families.get("parlor_calls_total")?.samples[0]?.value).toBe(5 * (TENANTS_MAX + 20));
  });

  it("can be read before the first round", () => {
    const families = read(view([], { last: null, goodAt: null, rounds: 0, failedRounds: 0 }));
    expect(families.has("parlor_round_timestamp_seconds")).toBe(false);
    expect(families.get("parlor_tenants")?.samples).toEqual([{ labels: {}, value: 0 }]);
  });
});

describe("the text format", () => {
  it("can be read back, whatever stands in a label, a help text or a value", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\\", '"', "\n", "{", "}", ",", "=", " ", "é", "n") });
    fc.assert(
      fc.property(text, text, fc.double(), (label, help, value) => {
        const families = parseExposition(
          exposition([
            { name: "a_total", help, type: "counter", samples: [{ labels: { one: label, two: "" }, value }] },
          ]),
        );
        const wanted = { help, type: "counter", samples: [{ labels: { one: label, two: "" }, value: value + 0 }] };
        expect(families.get("a_total")).toEqual(wanted);
      }),
    );
  });

  it.each([
    ["# HELP a x\n# TYPE a gauge\na 1", "does not end"],
    ["a 1\n", "outside of its family"],
    ["# HELP a x\n# TYPE a gauge\na 1\na 2\n", "the same sample again"],
    ['# HELP a x\n# TYPE a gauge\na{b="c} 1\n', "not a label"],
    ["# HELP a x\n# TYPE a gauge\na 1,5\n", "not a number"],
    ["# HELP a x\n# TYPE a gauge\na 1\n# HELP a x\n", "a second family"],
    ["# HELP a x\n# TYPE a counter\na 1\n", "_total"],
    ["# HELP a x\n\n", "neither"],
  ])("is judged strictly: %j", (text, why) => {
    expect(() => parseExposition(text)).toThrow(why);
  });
});
