import { request } from "node:http";
import { neon, neonConfig, NeonDbError } from "@neondatabase/serverless";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { withDatabase } from "../testing/database";
import { startSqlEndpoint } from "./server";

const database = withDatabase();

const isolationNow =
  "select current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as readonly";

function driver() {
  neonConfig.fetchEndpoint = inject("testServer").sqlEndpoint;
  return neon(database.env.DATABASE_URL);
}

beforeAll(async () => {
  await database.owner("create table notes (id int primary key, body text)");
  await database.owner("grant all on notes to parlor_app");
});

describe("the HTTP stand-in, asked by the real driver", () => {
  it("answers values of every type as the driver parses them", async () => {
    const [row] = await driver()`
      select 1::int4 as int4, 9007199254740993::int8 as int8, 1.50::numeric as numeric, true as bool, null::text as nothing,
        'a' || chr(10) || '"é😀' as text, '{"a":[1,null]}'::jsonb as json, array[1,2]::int4[] as ints, '\\x00ff'::bytea as bytes,
        '2026-11-21 10:00:00+02'::timestamptz as moment`;
    expect(row).toEqual({
      int4: 1,
      int8: "9007199254740993",
      numeric: "1.50",
      bool: true,
      nothing: null,
      text: 'a\n"é😀',
      json: { a: [1, null] },
      ints: [1, 2],
      bytes: Buffer.from([0, 255]),
      moment: new Date("2026-11-21T08:00:00Z"),
    });
  });

  it("takes parameters of every type", async () => {
    const sent = [7, true, null, "x", ["a,b", 'c"d'], new Date("2026-01-01T00:00:00Z"), Buffer.from([1, 2]), { a: 1 }];
    const [row] = await driver().query(
      "select $1::int as n, $2::bool as b, $3::text as z, $4::text as t, $5::text[] as l, $6::timestamptz as d, $7::bytea as y, $8::jsonb as j",
      sent,
    );
    expect(row).toEqual({ n: 7, b: true, z: null, t: "x", l: sent[4], d: sent[5], y: sent[6], j: sent[7] });
  });

  it("answers full results with command, count and fields", async () => {
    const result = await driver().query("insert into notes values ($1, $2), (2, 'two') returning id", [1, "one"], {
      fullResults: true,
    });
    expect(result).toMatchObject({ command: "INSERT", rowCount: 2, rows: [{ id: 1 }, { id: 2 }] });
    expect(result.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }))).toEqual([
      { name: "id", dataTypeID: 23 },
    ]);
    await driver()`delete from notes`;
  });

  it("runs a batch as one transaction, at the isolation that was asked for", async () => {
    const sql = driver();
    const [plain, , last] = await sql.transaction([
      sql.query(isolationNow),
      sql`select 1`,
      sql.query("select txid_current_if_assigned() as id"),
    ]);
    expect(plain?.[0]).toEqual({ isolation: "read committed", readonly: "off" });
    expect(last?.[0]).toEqual({ id: null });
    const [strict] = await sql.transaction([sql.query(isolationNow)], {
      isolationLevel: "Serializable",
      readOnly: true,
      deferrable: true,
    });
    expect(strict?.[0]).toEqual({ isolation: "serializable", readonly: "on" });
    const [snapshot] = await sql.transaction([sql.query(isolationNow)], { isolationLevel: "RepeatableRead" });
    expect(snapshot?.[0]).toEqual({ isolation: "repeatable read", readonly: "off" });
  });

  it("does a batch wholly or not at all, and answers the statement that failed", async () => {
    const sql = driver();
    const batch = sql.transaction([
      sql`insert into notes values (10, 'first')`,
      sql`insert into notes values (10, 'again')`,
      sql`insert into notes values (11, 'never')`,
    ]);
    const error = await batch.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NeonDbError);
    expect(error).toMatchObject({
      code: "23505",
      severity: "ERROR",
      table: "notes",
      schema: "public",
      constraint: "notes_pkey",
      detail: "Key (id)=(10) already exists.",
      routine: "_bt_check_unique",
    });
    expect(await sql`select * from notes`).toEqual([]);
    // The connection that failed serves on.
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  it("refuses two statements in one, a syntax error with its position, and a login that is wrong", async () => {
    const sql = driver();
    await expect(sql.query("select 1; select 2")).rejects.toMatchObject({ code: "42601" });
    await expect(sql.query("select from where")).rejects.toMatchObject({ code: "42601", position: "13" });
    const wrong = Object.assign(new URL(database.env.DATABASE_URL), { password: "wrong" });
    await expect(neon(wrong.href)`select 1`).rejects.toMatchObject({ code: "28P01" });
  });

  it("keeps nothing of a transaction on the connection for the next one", async () => {
    const sql = driver();
    const leaks = await Promise.all(
      Array.from({ length: 60 }, async (_, turn) => {
        const tenant = `tenant-${turn}`;
        const [, seen] = await sql.transaction([
          sql`select set_config('app.tenant_id', ${tenant}, true)`,
          sql`select current_setting('app.tenant_id', true) as tenant`,
        ]);
        const [after] = await sql`select nullif(current_setting('app.tenant_id', true), '') as tenant`;
        return { own: seen?.[0]?.["tenant"] === tenant, after: after?.["tenant"] };
      }),
    );
    expect(leaks.filter(({ own, after }) => !own || after !== null)).toEqual([]);
  });

  it("answers 503 and not a Postgres error while Postgres is away", async () => {
    const nowhere = Object.assign(new URL(database.env.DATABASE_URL), { port: "1" });
    driver();
    await expect(neon(nowhere.href)`select 1`).rejects.toThrow("Server error (HTTP status 503)");
  });
});

describe("what the stand-in does not serve", () => {
  const url = () => inject("testServer").sqlEndpoint;
  const headers = () => ({ "neon-connection-string": database.env.DATABASE_URL });

  it("other paths, methods and shapes", async () => {
    expect((await fetch(url())).status).toBe(404);
    expect((await fetch(`${url()}/x`, { method: "POST" })).status).toBe(404);
    for (const body of [
      "",
      "[]",
      "{}",
      '{"query":1}',
      '{"query":"select 1","params":{}}',
      '{"queries":[1]}',
      "\u0000",
    ]) {
      expect((await fetch(url(), { method: "POST", headers: headers(), body })).status, body).toBe(400);
    }
    const isolated = { ...headers(), "neon-batch-isolation-level": "Serializable; drop table notes" };
    expect((await fetch(url(), { method: "POST", headers: isolated, body: '{"queries":[]}' })).status).toBe(400);
  });

  it("databases on other machines, and calls without a login", async () => {
    const body = '{"query":"select 1"}';
    for (const target of [
      "postgres://a:b@192.0.2.1/c",
      "postgres://a:b@localhost.evil.test/c",
      "http://127.0.0.1/",
      "postgres://127.0.0.1/c",
      "x",
    ]) {
      const headers = { "neon-connection-string": target };
      expect((await fetch(url(), { method: "POST", headers, body })).status, target).toBe(403);
    }
    expect((await fetch(url(), { method: "POST", body })).status).toBe(403);
  });

  it("names that a browser was made to resolve to this machine", async () => {
    const { port } = new URL(url());
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({
        port,
        host: "127.0.0.1",
        path: "/sql",
        method: "POST",
        headers: { ...headers(), host: "evil.test" },
      });
      sent.on("response", (response) => resolve(response.statusCode)).on("error", reject);
      sent.end('{"query":"select 1"}');
    });
    expect(status).toBe(403);
  });

  it("bodies above its limit", async () => {
    const small = await startSqlEndpoint({ bodyBytesMax: 1_000 });
    try {
      const body = JSON.stringify({ query: "select 1", params: ["x".repeat(2_000)] });
      expect((await fetch(small.url, { method: "POST", headers: headers(), body })).status).toBe(413);
    } finally {
      await small.close();
    }
  });

  it("a taken port, said in one sentence", async () => {
    const port = Number(new URL(url()).port);
    await expect(startSqlEndpoint({ port })).rejects.toThrow(
      `Port ${port} is taken: the SQL endpoint cannot listen there.`,
    );
  });
});
