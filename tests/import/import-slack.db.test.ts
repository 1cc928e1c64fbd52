/** The import through the real thing: a real Worker, real Postgres, and kills in the middle. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organization } from "@/db/schema/auth";
import { withDatabase } from "@/db/testing/database";
import { connectImport, type ImportClient } from "@/lib/imports/client/import-client";
import type { ImportOutcome } from "@/lib/imports/client/import-run";
import { importSlack } from "@/lib/imports/client/import-slack";
import type { Progress } from "@/lib/imports/client/progress";
import { openZip } from "@/lib/imports/client/zip-file";
import { newId, type TenantId } from "@/lib/platform/ids";
import { INTERNAL_SECRET, startRealtime } from "@/tests/chaos/stack/realtime";
import type { Workerd } from "@/tests/chaos/stack/workerd";
import { makeSlackExport, type SlackExportOptions } from "@/tests/support/slack-export";

const database = withDatabase();
const dir = mkdtempSync(join(tmpdir(), "parlor-import-"));
const PORT = 8858;
const SILENT: Progress = { step: () => undefined, end: () => undefined };
let realtime: Workerd;

beforeAll(async () => {
  const { DATABASE_URL, SQL_ENDPOINT } = database.env;
  realtime = await startRealtime({
    dir,
    port: PORT,
    databaseUrl: DATABASE_URL,
    sqlEndpoint: SQL_ENDPOINT ?? "",
    sends: { sendsPer10s: 10, sendsBurst: 20 },
  });
});

afterAll(async () => {
  await realtime?.kill();
  rmSync(dir, { recursive: true, force: true });
});

async function makeTenant(slug: string): Promise<TenantId> {
  const id = newId<TenantId>();
  await database.auth.insert(organization).values({ id, slug, name: slug, createdAt: new Date() });
  return id;
}

function writeExport(options: Partial<SlackExportOptions> = {}) {
  const made = makeSlackExport({
    seed: 7,
    people: 6,
    channels: 3,
    days: 3,
    messagesPerDay: 40,
    oddities: true,
    ...options,
  });
  const path = join(dir, `${newId()}.zip`);
  writeFileSync(path, made.zip);
  return { path, facts: made.facts };
}

const clientOf = (tenant: string, secret = INTERNAL_SECRET): ImportClient =>
  connectImport({ url: realtime.origin, tenant, secret });

async function run(path: string, client: ImportClient | null): Promise<ImportOutcome> {
  const zip = openZip(path);
  try {
    return await importSlack(zip, path, client, SILENT);
  } finally {
    zip.close();
  }
}

/** Every message and reaction of the tenant as Postgres holds it, once the rooms have pushed all. */
async function settled(tenantId: TenantId, messages: number) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const rows = await database.admin<{
      source: string;
      body: string;
      room: string;
      author: string;
      thread: string | null;
    }>(
      `select m.source, m.body, r.name as room, p.name as author, m.thread_seq as thread from messages m
         join rooms r on r.tenant_id = m.tenant_id and r.id = m.room_id
         join people p on p.tenant_id = m.tenant_id and p.id = m.author_id
        where m.tenant_id = $1 order by m.room_id, m.seq`,
      [tenantId],
    );
    if (rows.length >= messages || Date.now() > deadline) return rows;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function countReactions(tenantId: TenantId): Promise<number> {
  const [row] = await database.admin<{ n: string }>(
    "select count(*) as n from message_reactions where tenant_id = $1 and active",
    [tenantId],
  );
  return Number(row?.n);
}

describe("import:slack", () => {
  it("imports everything once, and a second run adds nothing", async () => {
    const tenantId = await makeTenant("once");
    const { path, facts } = writeExport();
    const expected = facts.messages + (facts.odd?.messages ?? 0);
    const first = await run(path, clientOf("once"));
    const rows = await settled(tenantId, expected);
    expect(rows).toHaveLength(expected);
    expect(rows.filter(({ thread }) => thread !== null).length).toBe(facts.replies + 4);
    const reactions = facts.reactions + (facts.odd?.reactions ?? 0);
    const [pinned] = await database.admin<{ n: string }>(
      "select count(*) as n from messages where tenant_id = $1 and pinned_at is not null and in_room",
      [tenantId],
    );
    const pins = Number(pinned?.n);
    expect(pins).toBe(facts.odd ? 1 : 0);
    expect(first.added).toBe(expected + reactions + pins);
    expect(await countReactions(tenantId)).toBe(reactions);
    const reasons = Object.keys(first.tally.toJSON().notMapped);
    for (const reason of facts.odd?.reasons ?? [])
      expect(
        reasons.some((name) => name.includes(reason)),
        reason,
      ).toBe(true);

    const second = await run(path, clientOf("once"));
    expect(second.added).toBe(0);
    expect(await settled(tenantId, expected)).toEqual(rows);
  });

  it("survives kills of the Worker and of itself and ends as if nothing had happened", async () => {
    const undisturbed = await makeTenant("calm");
    const disturbed = await makeTenant("storm");
    const { path, facts } = writeExport({ seed: 11, days: 6, messagesPerDay: 120 });
    const expected = facts.messages + (facts.odd?.messages ?? 0);
    await run(path, clientOf("calm"));

    // Its own end, three times, at different steps: what was on the way may or may not have arrived.
    for (const steps of [4, 9, 15])
      await expect(run(path, dyingAfter(clientOf("storm"), steps))).rejects.toThrow("killed");
    // Then the Worker's, while the import goes on by itself.
    const going = run(path, clientOf("storm"));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await realtime.kill();
    await realtime.start();
    await going;

    const rows = await settled(disturbed, expected);
    expect(rows).toHaveLength(expected);
    const plain = (list: typeof rows) =>
      list.map(({ source, body, author }) => `${source} ${author} ${body}`).toSorted();
    expect(plain(rows)).toEqual(plain(await settled(undisturbed, expected)));
    expect(await countReactions(disturbed)).toBe(await countReactions(undisturbed));
  });

  it("matches people by proved e-mail only, and rooms never take over an existing channel's name", async () => {
    const tenantId = await makeTenant("names");
    const tenant = database.tenant(tenantId);
    const known = await database.person(tenant, "Ada of Parlor");
    const [person] = await database.admin<{ email: string }>("select email from people where id = $1", [known]);
    const unproved = "mallory@test.example";
    await database.admin(`insert into auth."user" (id, name, email, email_verified) values ($1, 'M', $2, false)`, [
      newId(),
      unproved,
    ]);
    await database.admin("insert into people (tenant_id, id, name, email) values ($1, $2, 'Mallory', $3)", [
      tenantId,
      newId(),
      unproved,
    ]);
    const { path } = writeExport({
      emailOf: (n) => (n === 0 ? (person?.email.toUpperCase() ?? null) : n === 1 ? unproved : null),
      oddities: false,
      channels: 1,
    });

    const other = await makeTenant("names-other");
    await run(path, clientOf("names-other"));
    const first = await run(path, clientOf("names"));
    expect(first.renamed).toEqual([]);
    const rows = await settled(tenantId, 1);
    expect(rows.some(({ author }) => author === "Ada of Parlor")).toBe(true);
    expect(rows.some(({ author }) => author === "Mallory")).toBe(false);
    expect(first.tally.toJSON().mapped["people matched by e-mail"]?.count).toBe(1);
    expect((await settled(other, 1)).some(({ author }) => author === "Ada of Parlor")).toBe(false);

    // Another tenant's export with the same channel names.
    const { path: second } = writeExport({ team: "T0OTHER", oddities: false, channels: 1 });
    const outcome = await run(second, clientOf("names"));
    expect(outcome.renamed).toEqual(expect.arrayContaining([{ from: "general", to: "general-slack" }]));
  });

  it("refuses strangers, other tenants' tokens and bad input, naming what is wrong", async () => {
    await makeTenant("door");
    const { path } = writeExport({ oddities: false, channels: 1, days: 1 });
    await expect(run(path, clientOf("door", "not-the-secret-not-the-secret-not-the"))).rejects.toThrow("--data");
    await expect(run(path, clientOf("no-such-tenant"))).rejects.toThrow("--tenant no-such-tenant");
    await expect(clientOf("door").events({ room: newId(), events: [] })).rejects.toThrow("No such room");
    await expect(clientOf("door").events({ room: "x" as never, events: [] })).rejects.toThrow('"room"');
    await expect(
      clientOf("door").room({
        source: "slack",
        team: "T",
        sourceId: "C",
        kind: "channel",
        visibility: "public",
        name: "x",
        topic: "",
        createdBy: newId(),
        createdAt: 0,
        members: [],
      }),
    ).rejects.toThrow("No such person");
    const bare = await fetch(`${realtime.origin}/internal/import/door/open`, { method: "POST", body: "{}" });
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { code: "unauthenticated" } });
  });
});

/** A client whose process dies after some steps: the step itself may have been carried out. */
function dyingAfter(client: ImportClient, steps: number): ImportClient {
  let left = steps;
  const mortal =
    <S, A>(step: (input: S) => Promise<A>) =>
    async (input: S): Promise<A> => {
      if (left-- > 0) return step(input);
      if (left === -1) await step(input);
      throw new Error("killed");
    };
  return {
    open: mortal(client.open),
    people: mortal(client.people),
    room: mortal(client.room),
    events: mortal(client.events),
    finish: mortal(client.finish),
  };
}
