import { PgDialect } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { changedBy, isInTimeline } from "@/lib/rooms/core/fold";
import { buildPage, pageRange } from "@/lib/rooms/core/page";
import type { RoomEvent } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";
import { withDatabase } from "../testing/database";
import { logOf, plainLog, type EventBody } from "../testing/room-history";
import { findSeqAt, readPage, type PageWish } from "./history";
import { projectEvents } from "./room-log";

const database = withDatabase();
const tenant = newId<TenantId>();
const ada = newId<PersonId>();
const db = () => database.tenant(tenant);

async function roomOf(log: RoomEvent[], roomId = newId<RoomId>()): Promise<RoomId> {
  await projectEvents(db(), roomId, log, []);
  return roomId;
}

describe("readPage", () => {
  it("covers the same range with the same content as the room's own pages, for every anchor and limit", async () => {
    const bodies: EventBody[] = Array.from({ length: 30 }, (_, n) => {
      if (n % 4 === 3) return { type: "reaction.set", target: 1 + n, emoji: "👍", on: true };
      if (n % 7 === 5) return { type: "room.topic", topic: `topic ${n}` };
      if (n % 5 === 4) return { type: "message.created", body: `reply ${n}`, thread: 3 };
      return { type: "message.created", body: `message ${n}`, thread: null };
    });
    const roomId = newId<RoomId>();
    const log = [...plainLog(roomId, ada, 0), ...logOf(bodies, ada)].map((event, index) => ({
      ...event,
      seq: index + 1,
    }));
    await roomOf(log, roomId);
    const head = log.length;
    const messages = log.flatMap((event) =>
      event.type === "message.created" && isInTimeline(event) ? [event.seq] : [],
    );
    for (const limit of [1, 5, 50]) {
      for (let anchor = 0; anchor <= head + 3; anchor++) {
        for (const want of [{ before: anchor }, { after: anchor }]) {
          const found =
            "before" in want
              ? messages.filter((seq) => seq < anchor).toReversed()
              : messages.filter((seq) => seq > anchor);
          const range = pageRange(want, found.slice(0, limit + 1), limit, head);
          const inRange = log.filter(({ seq }) => seq >= range.from && seq <= range.to);
          const changes =
            inRange.length === 0
              ? []
              : log.filter((event) => changedBy(event).some((seq) => seq >= range.from && seq <= range.to));
          const { asOf, ...expected } = buildPage(range, head, inRange, changes);
          const page = await readPage(db(), roomId, { ...want, limit } as PageWish);
          expect(page, JSON.stringify({ ...want, limit })).toEqual({ ...expected, headSeq: asOf });
        }
      }
    }
  });

  it("gives both sides of `around`, with the message itself among them", async () => {
    const roomId = await roomOf(plainLog(newId<RoomId>(), ada, 20));
    const page = await readPage(db(), roomId, { around: 10, limit: 6 });
    expect(page).toMatchObject({ from: 7, to: 12, atStart: false, atEnd: false });
    expect(page?.messages.map(({ seq }) => seq)).toEqual([7, 8, 9, 10, 11, 12]);
    expect(await readPage(db(), roomId, { around: 3, limit: 50 })).toMatchObject({
      from: 1,
      to: 22,
      atStart: true,
      atEnd: true,
    });
    expect(await readPage(db(), roomId, { around: 500, limit: 6 })).toMatchObject({ from: 20, to: 22, atEnd: true });
  });

  it("answers null for a room that is not there", async () => {
    expect(await readPage(db(), newId<RoomId>(), { before: 1, limit: 50 })).toBeNull();
  });

  it("cuts a range with very many notices to what it lists, so that walking on misses none", async () => {
    const joins = Array.from({ length: 1_300 }, (): EventBody => ({
      type: "member.joined",
      person: newId<PersonId>(),
      role: "member",
    }));
    const roomId = newId<RoomId>();
    const log = [
      ...plainLog(roomId, ada, 2),
      ...logOf(joins, ada),
      ...logOf([{ type: "message.created", body: "last", thread: null }], ada),
    ];
    const numbered = log.map((event, index) => ({ ...event, seq: index + 1 }));
    await roomOf(numbered, roomId);
    for (const way of ["before", "after"] as const) {
      const seen: number[] = [];
      let at = way === "before" ? log.length + 1 : 0;
      for (let pages = 0; pages < 10; pages++) {
        const page = await readPage(db(), roomId, {
          ...(way === "before" ? { before: at } : { after: at }),
          limit: 50,
        });
        if (!page) throw new Error("The room is gone.");
        expect(page.notices.length).toBeLessThanOrEqual(500);
        seen.push(...page.notices.map(({ seq }) => seq), ...page.messages.map(({ seq }) => seq));
        at = way === "before" ? page.from : page.to;
        if (way === "before" ? page.atStart : page.atEnd) break;
      }
      expect(
        seen.toSorted((a, b) => a - b),
        way,
      ).toEqual(numbered.map(({ seq }) => seq));
    }
  });
});

describe("findSeqAt", () => {
  it("names the first message at or after a moment", async () => {
    const log = plainLog(newId<RoomId>(), ada, 5);
    const roomId = await roomOf(log);
    const at = (seq: number) => log[seq - 1]?.at ?? 0;
    expect(await findSeqAt(db(), roomId, 0)).toBe(3);
    expect(await findSeqAt(db(), roomId, at(5))).toBe(5);
    expect(await findSeqAt(db(), roomId, at(5) + 1)).toBe(6);
    expect(await findSeqAt(db(), roomId, at(7) + 1)).toBeNull();
    expect(await findSeqAt(db(), newId<RoomId>(), 0)).toBeNull();
  });
});

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  Plans?: Plan[];
}

describe("a page of a large room", () => {
  const roomId = newId<RoomId>();
  const size = 60_000;

  beforeAll(async () => {
    await roomOf(plainLog(roomId, ada, 0), roomId);
    await database.admin("update rooms set head_seq = $1 where id = $2", [size, roomId]);
    await database.admin(
      `insert into messages (tenant_id, room_id, seq, author_id, client_id, body, at, version_seq)
        select $1, $2, g, $3, gen_random_uuid(), 'message', now(), g from generate_series(3, ${size}) g`,
      [tenant, roomId, ada],
    );
    await database.admin("analyze messages");
  });

  it.each([{ before: size / 2 }, { after: size / 2 }, { around: size / 2 }])(
    "walks one index and reads no more than a page: %o",
    async (want) => {
      const statement = await statementOf((spy) => readPage(spy, roomId, { ...want, limit: 50 }));
      await database.app("begin");
      await database.app("select set_config('app.tenant_id', $1, true)", [tenant]);
      const [explained] = await database.app<{ "QUERY PLAN": { Plan: Plan }[] }>(
        `explain (analyze, format json) ${statement.sql}`,
        statement.params,
      );
      await database.app("rollback");
      const scans = flatten(explained?.["QUERY PLAN"][0]?.Plan).filter((node) => node["Relation Name"] === "messages");
      expect(scans.length).toBeGreaterThan(0);
      for (const scan of scans) {
        expect(scan).toMatchObject({ "Node Type": "Index Scan", "Index Name": "messages_timeline_idx" });
        expect(scan["Actual Rows"] * scan["Actual Loops"]).toBeLessThanOrEqual(51);
      }
    },
  );
});

/** What a query would send, for EXPLAIN. */
async function statementOf(call: (spy: TenantDb) => Promise<unknown>): Promise<{ sql: string; params: unknown[] }> {
  let seen: SQL | undefined;
  const spy = {
    tenantId: tenant,
    run: async (build: (q: { execute: (query: SQL) => unknown }) => unknown) => {
      build({ execute: (query) => (seen = query) });
      return [{ rows: [] }];
    },
  };
  await call(spy as unknown as TenantDb);
  if (!seen) throw new Error("The query sent nothing.");
  return new PgDialect().sqlToQuery(seen);
}

function flatten(plan: Plan | undefined): Plan[] {
  return plan ? [plan, ...(plan.Plans ?? []).flatMap(flatten)] : [];
}
