import { evictDurableObject } from "cloudflare:test";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Round, TenantPulse } from "@/lib/observe/protocol";
import { installationOf, type InstallationRpc } from "@/lib/observe/server/objects";
import { metricsRoutes } from "@/lib/observe/server/routes";
import { parseExposition } from "@/lib/observe/testing/parse-exposition";
import { AppError } from "@/lib/platform/errors";
import { newId, type TenantId } from "@/lib/platform/ids";
import { bindings, ORIGIN, worker } from "./testing/room-client";

const TOKEN = "test-metrics-token-0123456789abcdef0123";
const NOW = Date.UTC(2040, 5, 15, 12);
const pulse = (tenant: TenantId, ok: number): TenantPulse => ({
  tenant,
  sockets: { room: 1, inbox: 0, visit: 0 },
  waiting: { rows: 2, since: NOW, parked: 0 },
  calls: {
    ...{ ends: { ok, aborted: 0, failed: 1, refused: 0, cut: 0 }, promptTokens: 3, completionTokens: 4, cost: 5 },
    ...{ open: 1, streams: 0 },
  },
});
const round = (change: Partial<Round>): Round => ({
  ...{ at: NOW, tookMs: 5, tenants: [], pulses: [], failed: 0, dirty: 0 },
  ...change,
});
/** One of this test's own. */
const fresh = () => {
  const stub = bindings.INSTALLATION.getByName(newId());
  return { stub, rpc: stub as unknown as InstallationRpc };
};

describe("what the rounds found", () => {
  it("is kept over an eviction; who did not answer stands as it was heard of last", async () => {
    const { stub, rpc } = fresh();
    const [one, two] = [newId<TenantId>(), newId<TenantId>()];
    await rpc.note(round({ tenants: [one, two], pulses: [pulse(one, 5), pulse(two, 7)] }));
    await evictDurableObject(stub);
    await rpc.note(round({ at: NOW + 60_000, tenants: [one, two], pulses: [pulse(one, 6)], failed: 1 }));
    await evictDurableObject(stub);
    const read = await rpc.read();
    expect(read).toMatchObject({ rounds: 2, failedRounds: 1, goodAt: NOW, last: { at: NOW + 60_000, tenants: 2 } });
    expect(Object.fromEntries(read.tenants.map(({ tenant, calls }) => [tenant, calls?.ends.ok]))).toEqual({
      [one]: 6,
      [two]: 7,
    });
  });

  it("keeps of an erased tenant its part of the sums, once, and nothing else", async () => {
    const { stub, rpc } = fresh();
    const [one, two] = [newId<TenantId>(), newId<TenantId>()];
    await rpc.note(round({ tenants: [one, two], pulses: [pulse(one, 5), pulse(two, 7)] }));
    for (let i = 0; i < 2; i++) await rpc.note(round({ tenants: [two] }));
    await evictDurableObject(stub);
    const read = await rpc.read();
    expect(read.tenants.map(({ tenant }) => tenant)).toEqual([two]);
    expect(read.gone).toMatchObject({ ends: { ok: 5, failed: 1 }, promptTokens: 3, completionTokens: 4, cost: 5 });
    expect(JSON.stringify(read)).not.toContain(one);
  });

  it("forgets no tenant when they could not be listed", async () => {
    const { rpc } = fresh();
    const tenant = newId<TenantId>();
    await rpc.note(round({ tenants: [tenant], pulses: [pulse(tenant, 1)] }));
    await rpc.note(round({ tenants: null }));
    expect(await rpc.read()).toMatchObject({ failedRounds: 1, tenants: [{ tenant }], last: { tenants: 1 } });
  });
});

describe("/metrics", () => {
  const ask = (authorization?: string) =>
    worker.fetch(`${ORIGIN}/metrics`, { headers: authorization === undefined ? {} : { authorization } });

  it("tells whoever has the token, in the format that is read everywhere", async () => {
    const tenant = newId<TenantId>();
    await installationOf(bindings).note(round({ tenants: [tenant], pulses: [pulse(tenant, 5)] }));
    const answer = await ask(`Bearer ${TOKEN}`);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
      "no-store",
    ]);
    const families = parseExposition(await answer.text());
    expect(families.get("parlor_tenant_calls_total")?.samples).toEqual([{ labels: { tenant }, value: 6 }]);
    expect(families.get("parlor_rounds_total")?.samples[0]?.value).toBeGreaterThan(0);
  });

  it("answers everybody else the same, and in the end not at all, while whoever has the token is heard", async () => {
    const answers = new Set<string>();
    for (const header of [
      undefined,
      "Bearer x",
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(0, -1)}`,
    ]) {
      const answer = await ask(header);
      const { error } = (await answer.json()) as { error: object };
      answers.add(JSON.stringify([answer.status, { ...error, request_id: "" }]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain("[401,");
    const statuses: number[] = [];
    for (let i = 0; i < 30; i++) statuses.push((await ask("Bearer x")).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
  });

  it("is not there where no token is set", async () => {
    const app = new Hono<{ Bindings: RealtimeEnv; Variables: { requestId: string } }>();
    app.route("/metrics", metricsRoutes);
    app.onError((error) => new Response(error instanceof AppError ? error.code : "", { status: 500 }));
    const { METRICS_TOKEN: _, ...without } = bindings as unknown as Record<string, unknown>;
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await app.request("/metrics", { headers }, without as unknown as RealtimeEnv);
    expect(await answer.text()).toBe("not_found");
  });
});
