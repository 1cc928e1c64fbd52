import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { ChainVerifier } from "@/lib/audit/server/verify-chain";
import type { AuditEntry } from "@/lib/audit/protocol";
import { newId } from "@/lib/platform/ids";
import { auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";
import { withDatabase } from "../testing/database";
import { insertAudit, listAudit, readAuditChain } from "./audit";

const database = withDatabase();
const ALL = { action: null, actor: null, target: null, fromMs: null, untilMs: null };
const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: { kind: "operator", id: "op", name: "Olga" },
  action: "word.added",
  target: "t",
  requestId: newId(),
  ...more,
});

let db: TenantDb;
beforeEach(() => {
  db = database.tenant();
});

const verdict = async (tenant: TenantDb = db) => {
  const verifier = new ChainVerifier(tenant.tenantId);
  const { rows, head } = await readAuditChain(tenant, ALL, { after: 0, limit: 1_000 });
  await verifier.take(rows);
  return verifier.end(head);
};

/** What somebody with the superuser's rights could do, triggers off. */
async function tamper(text: string, values: unknown[] = [db.tenantId]): Promise<void> {
  await database.admin("set session_replication_role = replica");
  await database.admin(text, values);
  await database.admin("set session_replication_role = default");
}

describe("the chain", () => {
  it("is what TypeScript computes, whatever the entry holds", async () => {
    const person = await database.person(db, 'Zoë "Q"\\ 👩‍🚀');
    await insertAudit(db, entry({ actor: { kind: "person", id: person }, action: "tenant.renamed" }));
    await insertAudit(db, entry({ actor: { kind: "system" } }));
    const data = {
      b: 1,
      a: -7,
      long_name: 9_007_199_254_740_991,
      é: true,
      zz: null,
      nested: {
        "": [],
        x: [1, "two", false, null],
        "\u0001\t\n\r\b\f\u007f\u2028/<": '\u0001\t\n\r\b\f\u007f\u2028/<"\\',
      },
      𝒳: "𝒳",
    };
    await insertAudit(db, entry({ data }));
    expect(await verdict()).toMatchObject({ status: "whole", entries: 3 });
    const { rows } = await readAuditChain(db, ALL, { after: 0, limit: 10 });
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(rows[0]).toMatchObject({
      actorKind: "person",
      actor: person,
      actorName: 'Zoë "Q"\\ 👩‍🚀',
      prevHash: "0".repeat(64),
    });
    expect(rows[1]).toMatchObject({ actorKind: "system", actorName: "" });
    expect(rows[2]).toMatchObject({ data, prevHash: rows[1]?.hash });
  });

  it("has no gap when many write at once, and tenants do not mix", async () => {
    const other = database.tenant();
    await Promise.all(Array.from({ length: 40 }, (_, at) => insertAudit(at % 4 === 0 ? other : db, entry())));
    expect(await verdict()).toMatchObject({ status: "whole", entries: 30 });
    expect(await verdict(other)).toMatchObject({ status: "whole", entries: 10 });
  });

  it("has nothing of a batch that failed, and goes on after it", async () => {
    await insertAudit(db, entry());
    await expect(db.run((q) => [q.execute(auditStatement(entry())), q.execute(sql`select 1/0`)])).rejects.toThrow();
    await db.run((q) => [q.execute(auditStatement(entry(), sql`false`))]);
    await insertAudit(db, entry());
    expect(await verdict()).toMatchObject({ status: "whole", entries: 2 });
  });
});

describe("what was done to the rows is found", () => {
  beforeEach(async () => {
    for (let at = 1; at <= 5; at++) await insertAudit(db, entry({ target: `target ${at}`, data: { at } }));
  });

  it.each([
    ["a changed fact", "update audit_entries set data = '{\"at\": 99}' where tenant_id = $1 and seq = 3", 3],
    ["a changed time", "update audit_entries set at = at + interval '1 ms' where tenant_id = $1 and seq = 2", 2],
    ["a changed name", "update audit_entries set actor_name = 'Eve' where tenant_id = $1 and seq = 5", 5],
    ["a row taken out", "delete from audit_entries where tenant_id = $1 and seq = 3", 3],
    ["the first taken out", "delete from audit_entries where tenant_id = $1 and seq = 1", 1],
    ["the last taken out", "delete from audit_entries where tenant_id = $1 and seq = 5", 5],
    ["all taken out", "delete from audit_entries where tenant_id = $1", 1],
    ["the anchor taken out", "delete from audit_heads where tenant_id = $1", 5],
    [
      "two that changed places",
      "update audit_entries set seq = case seq when 2 then 1002 else 1003 end where tenant_id = $1 and seq in (2, 3)",
      2,
    ],
  ])("%s", async (_what, text, seq) => {
    expect(await verdict()).toMatchObject({ status: "whole", entries: 5 });
    await tamper(text);
    if (text.includes("1002")) {
      await tamper(
        "update audit_entries set seq = case seq when 1002 then 3 else 2 end where tenant_id = $1 and seq > 1000",
      );
    }
    expect(await verdict()).toMatchObject({ status: "broken", seq });
  });

  it("also when the changed row got a hash that fits it", async () => {
    await tamper("update audit_entries set target = 'x', hash = repeat('a', 64) where tenant_id = $1 and seq = 5");
    expect(await verdict()).toMatchObject({ status: "broken", seq: 5 });
  });

  it("also when it was moved over from another tenant", async () => {
    const other = database.tenant();
    await tamper("update audit_entries set tenant_id = $2 where tenant_id = $1", [db.tenantId, other.tenantId]);
    await tamper("update audit_heads set tenant_id = $2 where tenant_id = $1", [db.tenantId, other.tenantId]);
    expect(await verdict(other)).toMatchObject({ status: "broken", seq: 1 });
  });
});

describe("rights", () => {
  it("let the Workers' role add by the one function, and neither write, change nor remove", async () => {
    await insertAudit(db, entry());
    for (const text of [
      sql`update audit_entries set target = 'x'`,
      sql`delete from audit_entries`,
      sql`insert into audit_entries select * from audit_entries`,
      sql`update audit_heads set seq = 0`,
      sql`delete from audit_heads`,
      sql`truncate audit_entries`,
      sql`alter table audit_entries disable trigger keep_audit`,
    ]) {
      await expect(db.run((q) => [q.execute(text)])).rejects.toMatchObject({ code: "42501" });
    }
    expect(await verdict()).toMatchObject({ status: "whole", entries: 1 });
  });

  it("stop the owner of the tables as well", async () => {
    await insertAudit(db, entry());
    for (const text of [
      "update audit_entries set target = 'x'",
      "delete from audit_entries",
      "delete from audit_heads",
      "update audit_heads set seq = seq + 2",
    ]) {
      await expect(
        database.owner(`select set_config('app.tenant_id', '${db.tenantId}', false)`).then(() => database.owner(text)),
        text,
      ).rejects.toMatchObject({ code: "42501" });
    }
    await expect(database.owner("truncate audit_entries")).rejects.toMatchObject({ code: "42501" });
    await database.owner("select set_config('app.tenant_id', '', false)");
    expect(await verdict()).toMatchObject({ status: "whole", entries: 1 });
  });

  it("are needed: without a tenant nothing is appended", async () => {
    await expect(database.auth.execute(auditStatement(entry()))).rejects.toSatisfy((error: Error) =>
      JSON.stringify([error, error.cause]).includes("PR002"),
    );
  });
});

describe("the list", () => {
  it("finds by act, actor, target and time, newest first, a page at a time", async () => {
    for (let at = 1; at <= 5; at++) {
      await insertAudit(
        db,
        entry({ target: `t-${at}`, action: at % 2 ? "word.added" : "word.removed", data: { word: `w${at}` } }),
      );
    }
    await insertAudit(db, entry({ actor: { kind: "key", id: "k1", name: "Build" }, action: "key.revoked" }));
    const found = async (wish: Partial<typeof ALL>, before: number | null = null, limit = 50) => {
      const { rows, total } = await listAudit(db, { ...ALL, ...wish }, { before, limit });
      return [total, rows.map(({ seq }) => seq)];
    };
    expect(await found({})).toEqual([6, [6, 5, 4, 3, 2, 1]]);
    expect(await found({}, 4, 2)).toEqual([6, [3, 2]]);
    expect(await found({ action: "word.removed" } as object)).toEqual([2, [4, 2]]);
    expect(await found({ actor: "bUiLd" } as object)).toEqual([1, [6]]);
    expect(await found({ actor: "k1" } as object)).toEqual([1, [6]]);
    expect(await found({ target: "t-3" } as object)).toEqual([1, [3]]);
    expect(await found({ target: "W4" } as object)).toEqual([1, [4]]);
    expect(await found({ target: "%" } as object)).toEqual([0, []]);
    const { rows } = await listAudit(db, ALL, { before: null, limit: 50 });
    const third = rows.find(({ seq }) => seq === 3)?.at ?? 0;
    expect((await found({ fromMs: third + 1 } as object))[0]).toBeLessThan(6);
    expect(await found({ untilMs: 0 } as object)).toEqual([0, []]);
  });
});

it("runs what has more rights than its caller under a search path of its own", async () => {
  const loose = await database.admin(`
    select proname from pg_proc where prosecdef and pronamespace = 'platform'::regnamespace and proconfig is null`);
  expect(loose).toEqual([]);
});
