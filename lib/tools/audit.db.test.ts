import { beforeEach, expect, it, vi } from "vitest";
import { insertApiKey } from "@/db/queries/api-keys";
import { listAudit } from "@/db/queries/audit";
import { ensurePerson } from "@/db/queries/people";
import { withDatabase } from "@/db/testing/database";
import { keyChoices } from "@/db/testing/estate";
import { newId, type AccountId, type KeyId, type TenantId } from "@/lib/platform/ids";
import type { HttpToolCreate } from "./protocol";
import { approveRun, denyRun } from "./server/decide-run";
import { getRun } from "./server/list-runs";
import { loadTools } from "./server/load-tools";
import { createHttpTool, removeHttpTool } from "./server/manage-http-tools";
import { runTool } from "./server/run-tool";
import type { ToolDeps } from "./server/tool";
import { askerOf, type ToolAct, type ToolCaller } from "./server/tool-caller";

const database = withDatabase();
const REFUND: HttpToolCreate = {
  name: "refund",
  description: "Pays back.",
  input_schema: { type: "object", properties: { city: { type: "string" } } },
  method: "POST",
  url_template: "https://shop.example/t0ken/refund",
  headers: { authorization: "Bearer s3cr3t" },
};

let deps: ToolDeps;
let byKey: ToolAct;
let byPerson: ToolAct;
beforeEach(async () => {
  vi.spyOn(console, "info").mockImplementation(() => undefined);
  const tenantId = newId<TenantId>();
  const db = database.tenant(tenantId);
  const keyId = newId<KeyId>();
  const key = {
    id: keyId,
    secretHash: "h",
    shown: "pk_live_x",
    createdBy: null,
    ...keyChoices("Shop"),
    expiresAt: null,
  };
  await insertApiKey(db, key, { nowMs: 0, max: 5 });
  const account = { accountId: newId<AccountId>(), email: "ada@parlor.test", emailVerified: true };
  const { id: person } = await ensurePerson(db, { ...account, name: "Ada", role: "admin" });
  deps = {
    tenantId,
    db,
    egress: async () => ({ status: "answered", code: 200, headers: new Headers(), body: new Uint8Array(), cut: false }),
    knowledge: () => {
      throw new Error("Nothing is known.");
    },
    conversation: () => {
      throw new Error("No session asked.");
    },
    secret: "an installation's secret of some length",
    now: () => 1_800_000_000_000,
  };
  const key2 = { keyId, scopes: ["tools"], tools: null };
  const proof = { tenantId, keyId, secretHash: "h" };
  byKey = {
    caller: { proof, key: key2, policy: { tools: null } } as unknown as ToolCaller,
    requestId: "of-the-key",
  };
  byPerson = { caller: { person, policy: { tools: null } }, requestId: "of-the-person" };
});

const EVERY = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
const entries = async () =>
  (await listAudit(deps.db, EVERY, { before: null, limit: 50 })).rows
    .toReversed()
    .map(({ actorKind, actorName, action, target, data, requestId }) => ({
      ...{ who: `${actorKind} ${actorName}`, action, target, data, requestId },
    }));
const ask = async (act: ToolAct) => {
  const tool = (await loadTools(deps, act.caller)).get("refund");
  if (!tool) throw new Error("No refund.");
  const call = { tool, args: { city: "Rome" }, by: askerOf(act.caller), session: null, requestId: act.requestId };
  return (await runTool(deps, { ...call, signal: new AbortController().signal })).run;
};

it("tells who added and removed a tool, by name, and neither its headers nor its address", async () => {
  const one = await createHttpTool(deps, byKey, REFUND);
  await removeHttpTool(deps, byPerson, one.id);
  await expect(removeHttpTool(deps, byPerson, one.id)).rejects.toMatchObject({ code: "not_found" });
  const facts = {
    name: "refund",
    method: "POST",
    host: "shop.example",
    headers: ["authorization"],
    needsApproval: true,
  };
  expect(await entries()).toEqual([
    { who: "key Shop", action: "tool.added", target: one.id, data: facts, requestId: "of-the-key" },
    { who: "person Ada", action: "tool.removed", target: one.id, data: { name: "refund" }, requestId: "of-the-person" },
  ]);
});

it("has one entry for a tool that is added twice under one id, and none for one that was not added", async () => {
  const id = newId();
  await createHttpTool(deps, byKey, REFUND, id);
  await createHttpTool(deps, byKey, REFUND, id);
  await expect(createHttpTool(deps, byKey, REFUND)).rejects.toMatchObject({ code: "conflict" });
  expect((await entries()).map(({ action }) => action)).toEqual(["tool.added"]);
});

it("tells who decided about a call, once, however many try, and not what it was called with", async () => {
  await createHttpTool(deps, byKey, REFUND);
  const [one, two] = [await ask(byKey), await ask(byPerson)];
  expect(two).toMatchObject({ key_id: null, person_id: askerOf(byPerson.caller).id });
  await Promise.allSettled(
    Array.from({ length: 6 }, () => approveRun(deps, byPerson, { id: one.id, arguments_hash: one.arguments_hash })),
  );
  const late = { id: one.id, arguments_hash: one.arguments_hash };
  await expect(denyRun(deps, byKey, late)).rejects.toMatchObject({ code: "conflict" });
  await denyRun(deps, byKey, { id: two.id, arguments_hash: two.arguments_hash });
  const [, ...decided] = await entries();
  expect(decided).toEqual([
    {
      ...{ who: "person Ada", action: "tool_run.approved", target: one.id },
      ...{ data: { tool: "refund" }, requestId: "of-the-person" },
    },
    {
      ...{ who: "key Shop", action: "tool_run.denied", target: two.id },
      ...{ data: { tool: "refund" }, requestId: "of-the-key" },
    },
  ]);
  const by = (act: ToolAct, kind: string) => ({ decided_by: askerOf(act.caller).id, decided_by_kind: kind });
  expect(await getRun(deps, byKey.caller, one.id)).toMatchObject({ status: "ok", ...by(byPerson, "person") });
  expect(await getRun(deps, byKey.caller, two.id)).toMatchObject({ status: "denied", ...by(byKey, "key") });
  const log = JSON.stringify(await database.admin("select * from audit_entries where tenant_id = $1", [deps.tenantId]));
  for (const secret of ["s3cr3t", "t0ken", "Rome"]) expect(log).not.toContain(secret);
});
