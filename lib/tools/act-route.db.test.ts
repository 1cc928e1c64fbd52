import { Hono } from "hono";
import { SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import { joinByMail, type Browser, makeTenant, newcomer, refusal, site, withSite } from "@/lib/access/testing/site";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { AppError, ERROR_CODES } from "@/lib/platform/errors";
import { newId, type TenantId } from "@/lib/platform/ids";
import { sha256Hex } from "@/lib/platform/sha256";
import { type SentAct, TOOL_ACTS, TOOLS_AUDIENCE, type ToolActName } from "./core/acts";
import type { HttpToolView, ToolRunAnswer } from "./protocol";
import { toolVerb } from "./server/act-on-tools";
import { exportCalls } from "./server/export-calls";
import { listCalls } from "./server/list-calls";
import { toolActRoutes } from "./server/routes";
import { showTools } from "./server/show-tools";
import type { ToolDeps } from "./server/tool";

const database = withSite();
const REFUND = {
  name: "refund",
  description: "Pays back.",
  input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  method: "POST",
  url_template: "https://shop.example/refund",
  headers: { authorization: "Bearer s3cr3t" },
};

/** What went out. */
let called: string[];
/** What the realtime Worker was asked, to be asked again. */
let asked: { token: string; body: string }[];
let isAway = false;

const depsOf = (_bindings: object, tenantId: TenantId): ToolDeps => ({
  tenantId,
  db: database.tenant(tenantId),
  egress: async ({ body }) => {
    called.push(body ?? "");
    return { status: "answered", code: 200, headers: new Headers(), body: new Uint8Array(), cut: false };
  },
  conversation: () => {
    throw new Error("No session asked.");
  },
  knowledge: () => {
    throw new Error("Nothing is known.");
  },
  secret: site.runtime.env.INTERNAL_SECRET,
  now: Date.now,
});

const realtime = new Hono<{ Bindings: object; Variables: { requestId: string } }>()
  .use(async (c, next) => {
    c.set("requestId", "request");
    await next();
  })
  .route("/internal/tools", toolActRoutes(depsOf))
  .onError((error, c) => {
    if (!(error instanceof AppError)) throw error;
    const { code, message, details } = error;
    return c.json({ error: { code, message, ...details } }, ERROR_CODES[code] as 400);
  });
const fetchRealtime = (request: Request) => realtime.fetch(request, site.runtime.bindings);
const raw = (token: string | null, body: string) =>
  fetchRealtime(
    new Request("https://parlor.test/internal/tools", {
      method: "POST",
      headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body,
    }),
  );

let owner: Browser;
let member: Browser;
const door = {
  async fetch(request: Request): Promise<Response> {
    if (isAway) throw new Error("The Worker is away.");
    const body = await request.clone().text();
    asked.push({ token: (request.headers.get("authorization") ?? "").slice(7), body });
    return fetchRealtime(request);
  },
};
const ctxOf = async (who: Browser, slug = "shop"): Promise<SessionCtx> => ({
  ...(await who.in(slug)),
  realtime: door as unknown as SessionCtx["realtime"],
});
const act = async <T = object>(who: Browser, name: ToolActName, id: string, given: object = {}, slug = "shop") =>
  (await toolVerb(name)(await ctxOf(who, slug), { tenant: slug, id, ...given })) as T;

beforeAll(async () => {
  owner = await newcomer("owner@parlor.test", "Olga");
  await makeTenant("shop", owner);
  member = await joinByMail("shop", owner, "member@parlor.test");
});
beforeEach(() => {
  called = [];
  asked = [];
  isAway = false;
});

describe("what the dashboard has done with tools", () => {
  it("is for administrators: everybody else is refused before anything is asked, and in every act and list", async () => {
    const ctx = await ctxOf(member);
    for (const name of TOOL_ACTS) expect(await refusal(act(member, name, newId()))).toBe("forbidden");
    expect(asked).toEqual([]);
    expect(await refusal(showTools(ctx))).toBe("forbidden");
    expect(await refusal(listCalls(ctx, {}))).toBe("forbidden");
    expect(await refusal(exportCalls(ctx, { tenant: "shop", status: undefined }))).toBe("forbidden");
  });

  it("adds a tool once, calls it when a person approves, and writes down who did what", async () => {
    const id = newId();
    const made = await act<HttpToolView>(owner, "http.create", id, REFUND);
    expect(await act(owner, "http.create", id, REFUND)).toEqual(made);
    const ctx = await ctxOf(owner);
    expect((await showTools(ctx)).tools.find(({ name }) => name === "refund")).toMatchObject({
      ...{ source: "http", destructive: true, state: "allowed" },
    });
    const ask = { name: "refund", arguments: { city: "Rome" } };
    const { run } = await act<ToolRunAnswer>(owner, "run", newId(), ask);
    expect(run).toMatchObject({ status: "pending", key_id: null, person_id: ctx.actor.person });
    const place = await listCalls(ctx, {});
    expect(place.waiting).toMatchObject([{ run: { id: run.id, arguments: { city: "Rome" } }, askedName: "Olga" }]);
    expect(place.calls[0]?.run.arguments).toBeUndefined();
    const hash = { arguments_hash: run.arguments_hash };
    const done = await act<ToolRunAnswer>(owner, "run.approve", run.id, hash);
    expect(done.run).toMatchObject({ status: "ok", decided_by: ctx.actor.person, decided_by_kind: "person" });
    expect(called).toEqual(['{"city":"Rome"}']);
    // Told again, by a token that is still good, nothing is done again.
    for (const { token, body } of asked) await raw(token, body);
    expect(called).toHaveLength(1);
    const log = await listAudit(
      ctx.db,
      { action: null, actor: null, target: null, fromMs: null, untilMs: null },
      { before: null, limit: 50 },
    );
    const mine = log.rows.filter(({ action }) => action.startsWith("tool"));
    expect(mine.map(({ action, actorName, requestId }) => [action, actorName, requestId])).toEqual([
      ["tool_run.approved", "Olga", expect.any(String)],
      ["tool.added", "Olga", expect.any(String)],
    ]);
    const csv = await (await exportCalls(ctx, { tenant: "shop", status: undefined })).text();
    expect(csv).toContain('"refund","ok","","Olga","","Olga"');
    expect(csv).not.toContain("Rome");
    await act(owner, "http.remove", id);
  });

  it("names the field at fault, as the API does", async () => {
    const wrong = act(owner, "http.create", newId(), { ...REFUND, url_template: "https://{city}.example/" });
    await expect(wrong).rejects.toMatchObject({ code: "invalid_request", details: { param: "url_template" } });
    const missing = act(owner, "http.create", newId(), { ...REFUND, name: undefined });
    await expect(missing).rejects.toMatchObject({ code: "invalid_request", details: { param: "name" } });
    const arguments_ = act(owner, "run", newId(), { name: "sessions_list", arguments: { limit: 0 } });
    await expect(arguments_).rejects.toMatchObject({ code: "invalid_request", details: { param: "arguments" } });
  });

  it("finds nothing of another tenant, as of nobody", async () => {
    const stranger = await newcomer("stranger@parlor.test", "Sven");
    await makeTenant("other", stranger);
    const tool = await act<HttpToolView>(owner, "http.create", newId(), { ...REFUND, name: "ours" });
    const { run } = await act<ToolRunAnswer>(owner, "run", newId(), { name: "ours", arguments: { city: "Bern" } });
    const hash = { arguments_hash: run.arguments_hash };
    const on = async (name: ToolActName, id: string, given: object) => {
      const error: unknown = await act(stranger, name, id, given, "other").catch((refused: unknown) => refused);
      return error instanceof AppError ? [error.code, error.message] : "done";
    };
    for (const [name, id, given] of [
      ["http.remove", tool.id, {}],
      ["run.approve", run.id, hash],
      ["run.deny", run.id, hash],
      ["mcp.check", tool.id, {}],
      ["mcp.accept", tool.id, { fingerprint: "0".repeat(64) }],
      ["mcp.remove", tool.id, {}],
    ] as const) {
      const foreign = await on(name, id, given);
      expect(foreign).toEqual(await on(name, newId(), given));
      expect(foreign[0]).toBe("not_found");
    }
    expect(await on("run", newId(), { name: "ours", arguments: { city: "Bern" } })).toContain("not_found");
    const ctx = await ctxOf(stranger, "other");
    expect(JSON.stringify([await showTools(ctx), await listCalls(ctx, {})])).not.toMatch(/ours|Bern/);
    expect(called).toEqual([]);
  });

  it("says so while the realtime Worker is away, and takes no part of a suspended tenant", async () => {
    isAway = true;
    expect(await refusal(act(owner, "mcp.check", newId()))).toBe("unavailable");
    isAway = false;
    const founder = await newcomer("founder@parlor.test", "Fred");
    await makeTenant("gone", founder);
    const ctx = await ctxOf(founder, "gone");
    await suspend(ctx.tenantId);
    expect(await refusal(toolVerb("http.create")(ctx, { tenant: "gone", id: newId(), ...REFUND }))).toBe("forbidden");
    expect(await database.admin("select 1 from http_tools where tenant_id = $1", [ctx.tenantId])).toEqual([]);
  });
});

const suspend = (tenantId: TenantId) =>
  database.admin("update auth.organization set suspended_at = now() where id = $1", [tenantId]);

describe("the address of the realtime Worker", () => {
  const sign = async (
    claims: object,
    aud = TOOLS_AUDIENCE,
    seconds = 60,
    secret = site.runtime.env.INTERNAL_SECRET,
  ) => {
    const now = Math.floor(Date.now() / 1_000);
    const token = new SignJWT({ ...claims }).setProtectedHeader({ alg: "HS256" }).setAudience(aud).setSubject(newId());
    return token
      .setIssuedAt(now - 10)
      .setExpirationTime(now + seconds)
      .sign(new TextEncoder().encode(secret));
  };
  const sent: SentAct = { act: "run", id: newId(), given: { name: "sessions_list", arguments: {} } };
  const body = JSON.stringify(sent);
  const claimsFor = async (text: string) => ({
    ...{ tenant: (await ctxOf(owner)).tenantId, body: await sha256Hex(text), request: "r" },
  });

  it("takes a token of the installation for exactly this body", async () => {
    expect((await raw(await sign(await claimsFor(body)), body)).status).toBe(200);
  });

  it("refuses none, forged, expired and foreign ones, and one of another body", async () => {
    const claims = await claimsFor(body);
    const { tenant: _, ...homeless } = claims;
    const other = JSON.stringify({ ...sent, id: newId() });
    for (const [token, text] of [
      [null, body],
      ["a.b.c", body],
      [await sign(claims, TOOLS_AUDIENCE, 60, "another installation's secret, long enough"), body],
      [await sign(claims, TOOLS_AUDIENCE, -1), body],
      [await sign(claims, "parlor:models"), body],
      [await sign(homeless), body],
      [await sign(claims), other],
      [await sign(claims), `${body} `],
    ] as const)
      expect((await raw(token, text)).status).toBe(401);
  });
});
