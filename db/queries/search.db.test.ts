import { beforeAll, describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { RoomEvent } from "@/lib/rooms/protocol";
import { parseQuery } from "@/lib/search/core/parse-query";
import { gramsOfWish, type SearchWish } from "../search/conditions";
import { fillSearch } from "../search/fill";
import { withDatabase } from "../testing/database";
import { logOf, metaOf, type EventBody } from "../testing/room-history";
import { projectEvents } from "./room-log";
import { findMatches, readHits } from "./search";
import pg from "pg";

const database = withDatabase();
const tenant = newId<TenantId>();
const [ada, ben, eve] = [newId<PersonId>(), newId<PersonId>(), newId<PersonId>()];
const room = newId<RoomId>();
const secret = newId<RoomId>();
const db = () => database.tenant(tenant);

const BODIES = [
  "The deployment to Straßburg failed again",
  "see https://wiki.example.org/run-books/deploy?tab=log",
  "host 10.20.0.7 answers, 10.20.0.70 does not",
  "mail ada.lovelace+test@example.com",
  "const userId = await getUserById(42); // ERR_NOT_FOUND",
  "東京都庁で会いましょう",
  "오늘 한국어 수업이 있어요",
  "สวัสดีครับ ประชุมวันนี้",
  "let us go now, an ego trip",
  "100% sure_thing \\ back",
  "the release notes are ready 🎉",
  "notes on the next release",
  "Привет, ёжик",
];

function eventsOf(
  roomId: RoomId,
  bodies: readonly (EventBody & { author?: PersonId })[],
  members: readonly PersonId[],
) {
  const joins = members.map((person): EventBody => ({ type: "member.joined", person, role: "member" }));
  return logOf(
    [{ type: "room.created", meta: metaOf(roomId, ada, { visibility: "private" }) }, ...joins, ...bodies],
    ada,
  );
}

const says = (body: string, author?: PersonId, thread: number | null = null) => ({
  type: "message.created" as const,
  body,
  thread,
  ...(author && { author }),
});

/** Appends to a room's log, after what it has. */
async function append(roomId: RoomId, bodies: (EventBody & { author?: PersonId })[]): Promise<number[]> {
  const [row] = await database.admin<{ head: string }>("select head_seq as head from rooms where id = $1", [roomId]);
  const head = Number(row?.head);
  const events = logOf(bodies, ada).map((event) => ({ ...event, seq: event.seq + head, at: event.at + head * 1_000 }));
  await projectEvents(db(), roomId, events as RoomEvent[], []);
  return events.map(({ seq }) => seq);
}

function wishOf(text: string, more: Partial<SearchWish> = {}): SearchWish {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.problem.code);
  const { terms, not, has, isThread } = parsed.query;
  return { terms, not, has, isThread, rooms: null, authors: null, fromMs: null, toMs: null, after: null, ...more };
}

async function find(text: string, more: Partial<SearchWish> = {}, person = ben): Promise<string[]> {
  const { matches } = await findMatches(db(), person, wishOf(text, more), 20);
  return (await readHits(db(), person, matches)).map(({ body }) => body);
}

beforeAll(async () => {
  await projectEvents(
    db(),
    room,
    eventsOf(
      room,
      BODIES.map((body) => says(body)),
      [ada, ben],
    ),
    [],
  );
  await projectEvents(db(), secret, eventsOf(secret, [says("the deployment key is under the mat")], [ada]), []);
});

describe("what is found", () => {
  it.each([
    ["deployment", [0]],
    ["STRASSBURG", [0]],
    ["strassb*", [0]],
    ["burg*", []],
    ["assbu", [0]],
    ["wiki.example.org/run", [1]],
    ["books/deploy?tab", [1]],
    ["10.20.0.7", [2]],
    ['"10.20.0.7" answers', [2]],
    ["0.70", [2]],
    ["lovelace+test@", [3]],
    ["userbyid(42)", [4]],
    ["err_not", [4]],
    ["京都", [5]],
    ["会", [5]],
    ["国", []],
    ["한국", [6]],
    ["국어", [6]],
    ["ประชุม", [7]],
    ["go", [8]],
    ["us", [8]],
    ["g", []],
    ["100%", [9]],
    ["sure_thing", [9]],
    ["surexthing", []],
    ["🎉", [10]],
    ['"release notes"', [10]],
    ["notes release", [11, 10]],
    ["release -ready", [11]],
    ['notes -"release notes"', [11]],
    ["ПРИВЕТ ежик", [12]],
    ["nothing of the kind", []],
  ])("for %s", async (text, at) => expect(await find(text)).toEqual(at.map((one) => BODIES[one])));

  it("filters by room, author, time, links, threads, files, reactions and pins", async () => {
    const other = newId<RoomId>();
    const bodies = [
      says("filter me"),
      says("filter me too", ben),
      says("filter https://a.example", ben),
      says("filter reply", ben, 4),
      { ...says("filter with a file"), files: [{ id: newId() }] } as EventBody,
      { type: "reaction.set", target: 5, emoji: "x", on: true } as const,
      { type: "message.pinned", target: 6, on: true } as unknown as EventBody,
      { type: "message.pinned", target: 4, on: true } as unknown as EventBody,
      { type: "message.pinned", target: 4, on: false } as unknown as EventBody,
    ];
    const log = eventsOf(other, bodies, [ada, ben]);
    await projectEvents(db(), other, log, []);
    expect(await find("filter", { rooms: [room] })).toEqual([]);
    expect(await find("filter", { rooms: [room, other] })).toHaveLength(5);
    expect(await find("filter", { authors: [ada] })).toEqual(["filter with a file", "filter me"]);
    expect(await find("filter has:link")).toEqual(["filter https://a.example"]);
    expect(await find("has:file", { rooms: [other] })).toEqual(["filter with a file"]);
    expect(await find("is:thread")).toEqual(["filter reply"]);
    expect(await find("has:reaction")).toEqual(["filter me too"]);
    expect(await find("has:pin")).toEqual(["filter https://a.example"]);
    const at = log[5]?.at ?? 0;
    expect(await find("filter", { rooms: [other], fromMs: at, toMs: at + 1 })).toEqual(["filter https://a.example"]);
  });

  it("shows the newest text of an edited message, and a deleted one no more", async () => {
    const [seq = 0] = await append(room, [says("first wording")]);
    await append(room, [{ type: "message.edited", target: seq, body: "second wording" }]);
    expect(await find("wording")).toEqual(["second wording"]);
    expect(await find("first wording")).toEqual([]);
    await append(room, [{ type: "message.deleted", target: seq }]);
    expect(await find("wording")).toEqual([]);
    expect(await readHits(db(), ben, [{ room, seq, atMs: 0 }])).toEqual([]);
  });

  it("gives one line before and after, from the same thread", async () => {
    const { matches } = await findMatches(db(), ben, wishOf("lovelace"), 20);
    const [hit] = await readHits(db(), ben, matches);
    expect([hit?.before?.body, hit?.after?.body]).toEqual([BODIES[2], BODIES[4]]);
  });
});

describe("who may find it", () => {
  it("shows nobody what was said in a room they are not in, by word, by room and by key", async () => {
    expect(await find("deployment", {}, ada)).toHaveLength(2);
    expect(await find("deployment", {}, ben)).toHaveLength(1);
    expect(await find("deployment", { rooms: [secret] }, ben)).toEqual([]);
    expect(await find("deployment", {}, eve)).toEqual([]);
    expect(await readHits(db(), ben, [{ room: secret, seq: 3, atMs: 0 }])).toEqual([]);
  });

  it("forgets a room with the event that says somebody left", async () => {
    await append(room, [{ type: "member.joined", person: eve, role: "member" }]);
    expect(await find("deployment", {}, eve)).toHaveLength(1);
    await append(room, [{ type: "member.left", person: eve }]);
    expect(await find("deployment", {}, eve)).toEqual([]);
  });

  it("holds with row-level security alone and without it", async () => {
    const stranger = database.tenant();
    const asked = async () => (await findMatches(stranger, ada, wishOf("deployment"), 20)).matches;
    expect(await asked()).toEqual([]);
    await database.owner("alter table message_search disable row level security");
    try {
      expect(await asked()).toEqual([]);
      expect(await find("deployment", {}, ben)).toHaveLength(1);
    } finally {
      await database.owner("alter table message_search enable row level security");
    }
  });
});

describe("many messages", () => {
  const large = newId<RoomId>();

  beforeAll(async () => {
    const bodies = Array.from({ length: 5_000 }, (_, n) =>
      says(n % 2_000 === 7 ? `needle common ${n}` : `common ${n}`),
    );
    for (let from = 0; from < bodies.length; from += 2_500) {
      const part = bodies.slice(from, from + 2_500);
      if (from === 0) await projectEvents(db(), large, eventsOf(large, part, [ada, ben]), []);
      else await append(large, part);
    }
    await database.admin("analyze");
  }, 120_000);

  it("asks the index of grams for what is rare, under row-level security", async () => {
    const { grams } = gramsOfWish(tenant, wishOf("needle"));
    // Policies bind the owner as well. With so few rows any way is cheap: the others are taken away.
    await database.owner("begin");
    await database.owner("alter table message_search drop constraint message_search_tenant_id_room_id_seq_pk");
    await database.owner("drop index message_search_recent_idx");
    await database.owner("set local enable_seqscan = off");
    await database.owner("select set_config('app.tenant_id', $1, true)", [tenant]);
    await database.owner("select set_config('app.search_grams', $1, true)", [`{${grams.join(",")}}`]);
    const plan = await database.owner<{ "QUERY PLAN": string }>(
      "explain select seq from message_search where tenant_id = $1 and text like '%needle%'",
      [tenant],
    );
    await database.owner("rollback");
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("message_search_grams_idx");
  });

  it("pages through what is common and what is rare, with no hit twice and none missing", async () => {
    for (const [text, more, count] of [
      ["common", {}, 5_000],
      ["needle", {}, 3],
      ["common", { rooms: [large] }, 5_000],
      ["needle", { rooms: [large] }, 3],
    ] as const) {
      const seen: number[] = [];
      let after: SearchWish["after"] = null;
      do {
        const page = await findMatches(db(), ben, wishOf(text, { ...more, after }), 900);
        seen.push(...page.matches.map(({ seq }) => seq));
        after = page.next;
      } while (after !== null);
      expect(seen, text).toHaveLength(count);
      expect(seen, text).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
    }
  });

  it("fills what an earlier version left without search rows, once", async () => {
    const rowsOf = () => database.admin("select room_id, seq, text, grams from message_search order by room_id, seq");
    const before = await rowsOf();
    await database.admin("insert into auth.organization (id, name, slug, created_at) values ($1, 'x', 'x', now())", [
      tenant,
    ]);
    await database.admin("delete from message_search");
    await database.admin("comment on table message_search is null");
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const counts: number[] = [];
    await fillSearch(client, (count) => counts.push(count));
    await fillSearch(client, (count) => counts.push(count));
    await client.end();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(before.length);
    expect(await rowsOf()).toEqual(before);
  });
});
