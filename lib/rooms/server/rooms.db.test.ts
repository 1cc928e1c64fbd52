/** The room verbs against real room objects and a real Postgres. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { tenantDb } from "@/db/client";
import { withDatabase } from "@/db/testing/database";
import type { Ctx } from "@/lib/access/ctx";
import { parseInput } from "@/lib/http/parse-input";
import type { AppError } from "@/lib/platform/errors";
import { newId, type AccountId, type ClientId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { startRealtime, TICKET_SECRET } from "@/tests/chaos/stack/realtime";
import type { Workerd } from "@/tests/chaos/stack/workerd";
import { liveObjects } from "@/tests/support/live-objects";
import { addMembers } from "./add-members";
import { changeRoom, changeRoomInput } from "./change-room";
import { createRoom, createRoomInput } from "./create-room";
import { getRoom } from "./get-room";
import { issueInboxTicket } from "./issue-inbox-ticket";
import { issueRoomTicket } from "./issue-room-ticket";
import { joinRoom } from "./join-room";
import { leaveRoom } from "./leave-room";
import { listFollowedThreads } from "@/db/queries/threads";
import { getMessage } from "./get-message";
import { getThread, getThreadInput } from "./get-thread";
import { listEdits } from "./list-edits";
import { listHistory, listHistoryInput } from "./list-history";
import { listPins } from "./list-pins";
import { listThreads } from "./list-threads";
import { listMembers } from "./list-members";
import { listPeople } from "./list-people";
import { listRooms } from "./list-rooms";
import type { TenantRole } from "./objects";
import { removeMember } from "./remove-member";
import { setMemberRole } from "./set-member-role";
import { verifyTicket } from "./ticket";

const database = withDatabase();
const dir = mkdtempSync(join(tmpdir(), "parlor-rooms-"));
let realtime: Workerd;
let tenantId: TenantId;
let ada: Ctx;
let ben: Ctx;
let guest: Ctx;

beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  const { DATABASE_URL, SQL_ENDPOINT } = database.env;
  realtime = await startRealtime({
    dir,
    port: 8859,
    databaseUrl: DATABASE_URL,
    sqlEndpoint: SQL_ENDPOINT ?? "",
    sends: { sendsPer10s: 10, sendsBurst: 20 },
  });
});

afterAll(async () => {
  await realtime?.kill();
  rmSync(dir, { recursive: true, force: true });
});

beforeEach(async () => {
  tenantId = newId();
  ada = await ctxOf("Ada", "owner");
  ben = await ctxOf("Ben", "member");
  guest = await ctxOf("Guest", "guest");
});

async function ctxOf(name: string, role: TenantRole): Promise<Ctx> {
  const db = database.tenant(tenantId);
  const person = await database.person(db, name);
  return {
    requestId: newId(),
    tenantId,
    tenantSlug: "demo",
    actor: { kind: "person", person, account: newId<AccountId>(), role, sessionId: newId() },
    db,
    objects: liveObjects(realtime.origin),
    env: { ...database.env, TICKET_SECRET, appOrigins: ["https://parlor.example"] } as Ctx["env"],
    now: Date.now,
  };
}

const tenant = "demo";
const clientId = () => newId<ClientId>();
const create = (ctx: Ctx, input: Record<string, unknown>) =>
  createRoom(ctx, parseInput(createRoomInput, { tenant, clientId: clientId(), ...input }));
const change = (ctx: Ctx, room: RoomId, input: Record<string, unknown>) =>
  changeRoom(ctx, parseInput(changeRoomInput, { tenant, room, clientId: clientId(), ...input }));
const history = (ctx: Ctx, room: RoomId, query: Record<string, unknown> = {}) =>
  listHistory(ctx, parseInput(listHistoryInput, { tenant, room, ...query }));
const refusal = (code: string, param?: string) =>
  expect.objectContaining({
    name: "AppError",
    code,
    details: param === undefined ? expect.anything() : expect.objectContaining({ param }),
  });

describe("createRoom", () => {
  it("makes a channel that the lists show at once, once however often it is asked", async () => {
    const id = clientId();
    const { room } = await create(ada, {
      kind: "channel",
      name: "  general   talk ",
      clientId: id,
      people: [ben.actor.person],
    });
    expect(room).toMatchObject({
      kind: "channel",
      visibility: "public",
      name: "general talk",
      createdBy: ada.actor.person,
    });
    expect((await create(ada, { kind: "channel", name: "general talk", clientId: id })).room).toEqual(room);
    const mine = await listRooms(ben, { tenant, scope: "mine" });
    expect(mine.rooms.map(({ roomId }) => roomId)).toEqual([room.roomId]);
    expect((await listMembers(ben, { tenant, room: room.roomId })).members).toHaveLength(2);
  });

  it("gives two people one direct message, whoever begins", async () => {
    const { room } = await create(ada, { kind: "dm", people: [ben.actor.person] });
    expect((await create(ben, { kind: "dm", people: [ada.actor.person] })).room).toEqual(room);
    const self = await create(ada, { kind: "dm", people: [ada.actor.person] });
    expect(self.room.roomId).not.toBe(room.roomId);
  });

  it("refuses by name what is wrong", async () => {
    const stranger = await database.person(database.tenant(), "Elsewhere");
    await create(ada, { kind: "channel", name: "Taken" });
    const cases: [Ctx, Record<string, unknown>, string, string?][] = [
      [ada, { kind: "channel" }, "invalid_request", "name"],
      [ada, { kind: "channel", name: " \u200B " }, "invalid_request", "name"],
      [ada, { kind: "channel", name: "a\nb" }, "invalid_request", "name"],
      [ada, { kind: "channel", name: "x".repeat(81) }, "invalid_request", "name"],
      [ada, { kind: "channel", name: "taken" }, "conflict", "name"],
      [ada, { kind: "channel", name: "x", clientId: "1" }, "invalid_request", "clientId"],
      [ada, { kind: "channel", name: "x", more: 1 }, "invalid_request", "more"],
      [ada, { kind: "group" }, "invalid_request", "people"],
      [ada, { kind: "group", people: [ben.actor.person], visibility: "public" }, "invalid_request", "visibility"],
      [ada, { kind: "dm", people: [ben.actor.person], name: "x" }, "invalid_request", "name"],
      [ada, { kind: "dm", people: [ben.actor.person, guest.actor.person] }, "invalid_request", "people"],
      [ada, { kind: "dm", people: [newId()] }, "not_found", "people"],
      [ada, { kind: "dm", people: [stranger] }, "not_found", "people"],
      [guest, { kind: "channel", name: "x" }, "forbidden"],
      // A guest knows nobody they share no room with.
      [guest, { kind: "dm", people: [ada.actor.person] }, "not_found", "people"],
    ];
    for (const [ctx, input, code, param] of cases) {
      await expect((async () => create(ctx, input))(), JSON.stringify(input)).rejects.toEqual(refusal(code, param));
    }
  });
});

describe("membership", () => {
  it("joins public channels, and private ones look missing", async () => {
    const { room: open } = await create(ada, { kind: "channel", name: "open" });
    const { room: closed } = await create(ada, { kind: "channel", name: "closed", visibility: "private" });
    const browsed = await listRooms(ben, { tenant, scope: "public" });
    expect(browsed.rooms.map(({ name }) => name)).toEqual(["open"]);
    await expect(listRooms(guest, { tenant, scope: "public" })).rejects.toEqual(refusal("forbidden"));

    expect((await getRoom(ben, { tenant, room: open.roomId })).role).toBeNull();
    const missing = await getRoom(ben, { tenant, room: newId() }).catch((error: unknown) => error);
    expect(missing).toEqual(refusal("not_found", "room"));
    const hidden = [
      getRoom(ben, { tenant, room: closed.roomId }),
      joinRoom(ben, { tenant, room: closed.roomId, clientId: clientId() }),
      listMembers(ben, { tenant, room: closed.roomId }),
      history(ben, closed.roomId),
      history(ben, open.roomId),
      change(ben, closed.roomId, { topic: "x" }),
      addMembers(ben, { tenant, room: closed.roomId, clientId: clientId(), people: [ben.actor.person] }),
      issueRoomTicket(ben, { tenant, room: closed.roomId }),
      getRoom(guest, { tenant, room: open.roomId }),
    ];
    for (const answer of await Promise.allSettled(hidden)) {
      expect(answer).toMatchObject({
        status: "rejected",
        reason: { code: "not_found", message: (missing as AppError).message },
      });
    }

    await joinRoom(ben, { tenant, room: open.roomId, clientId: clientId() });
    expect((await getRoom(ben, { tenant, room: open.roomId })).role).toBe("member");
    await leaveRoom(ben, { tenant, room: open.roomId, clientId: clientId() });
    await expect(history(ben, open.roomId)).rejects.toEqual(refusal("not_found", "room"));
  });

  it("adds, promotes and removes people, by the room's own rules", async () => {
    const { room } = await create(ada, { kind: "channel", name: "team", visibility: "private" });
    const at = { tenant, room: room.roomId };
    await addMembers(ada, { ...at, clientId: clientId(), people: [ben.actor.person, guest.actor.person] });
    await expect(removeMember(ben, { ...at, clientId: clientId(), person: ada.actor.person })).rejects.toEqual(
      refusal("forbidden"),
    );
    await setMemberRole(ada, { ...at, clientId: clientId(), person: ben.actor.person, role: "owner" });
    await removeMember(ben, { ...at, clientId: clientId(), person: guest.actor.person });
    expect((await listMembers(ada, at)).members).toEqual(
      expect.arrayContaining([
        { person: ada.actor.person, role: "owner" },
        { person: ben.actor.person, role: "owner" },
      ]),
    );
    await expect(addMembers(ada, { ...at, clientId: clientId(), people: [newId()] })).rejects.toEqual(
      refusal("not_found", "people"),
    );
    expect((await listPeople(guest, { tenant })).people.map(({ id }) => id)).toEqual([guest.actor.person]);
    expect((await listPeople(ben, { tenant })).people).toHaveLength(3);
  });

  it("changes names, topics and the archive in one call", async () => {
    const { room } = await create(ada, { kind: "channel", name: "old" });
    await create(ada, { kind: "channel", name: "other" });
    const id = clientId();
    const wish = { name: "new", topic: "  What  for ", archived: true, clientId: id };
    const { room: changed } = await change(ada, room.roomId, wish);
    expect(changed).toMatchObject({ name: "new", topic: "What for", archivedAt: expect.any(Number) });
    expect((await change(ada, room.roomId, wish)).room).toEqual(changed);
    await expect(change(ada, room.roomId, { name: "newer" })).rejects.toEqual(refusal("conflict"));
    expect((await change(ada, room.roomId, { archived: false, name: "newest" })).room).toMatchObject({
      name: "newest",
      archivedAt: null,
    });
    await expect(change(ada, room.roomId, { name: "Other" })).rejects.toEqual(refusal("conflict", "name"));
    await expect(change(ada, room.roomId, { name: "" })).rejects.toEqual(refusal("invalid_request", "name"));
    await expect(change(ada, room.roomId, {})).rejects.toEqual(refusal("invalid_request", "name"));
    await expect(change(guest, room.roomId, { topic: "x" })).rejects.toEqual(refusal("not_found", "room"));
  });
});

describe("listHistory", () => {
  /** A room with 130 messages, half of them reacted to, one a day. */
  async function talked(): Promise<{ room: RoomId; first: number; head: number }> {
    const { room } = await create(ada, { kind: "channel", name: "talk", people: [ben.actor.person] });
    const objects = ada.objects.room(tenantId, room.roomId);
    const [author, source] = [ada.actor.person, "test"];
    const messages = Array.from({ length: 130 }, (_, n) => ({
      type: "message" as const,
      clientId: clientId(),
      author,
      at: DAY_ONE + n * DAY,
      body: `message ${n}`,
      threadClientId: null,
      source,
    }));
    const reactions = messages
      .filter((_, n) => n % 2 === 0)
      .map((message) => ({
        type: "reaction" as const,
        clientId: clientId(),
        author: ben.actor.person,
        at: message.at,
        targetClientId: message.clientId,
        targetAuthor: author,
        emoji: "👍",
        source,
      }));
    await objects.importEvents(tenantId, [...messages, ...reactions]);
    await objects.flush(5_000);
    const { head } = (await objects.standing(tenantId, author)) as unknown as { head: number };
    return { room: room.roomId, first: head - 195 + 1, head };
  }
  const DAY = 86_400_000;
  const DAY_ONE = Date.UTC(2024, 0, 1, 12);
  const bodies = (page: { messages: { body: string }[] }) =>
    page.messages.map(({ body }) => Number(body.split(" ")[1]));
  const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  it("walks the whole room both ways without a hole, and every reaction is there", async () => {
    const { room, first, head } = await talked();
    const newest = await history(ada, room);
    expect(newest).toMatchObject({ to: head, asOf: head, atEnd: true, atStart: false });
    expect(bodies(newest)).toEqual(span(80, 129));
    expect(newest.messages.filter(({ reactions }) => reactions["👍"]?.length === 1)).toHaveLength(25);
    const middle = await history(ada, room, { before: String(newest.from) });
    expect(middle.to).toBe(newest.from - 1);
    expect(bodies(middle)).toEqual(span(30, 79));
    const oldest = await history(ada, room, { before: String(middle.from) });
    expect(oldest).toMatchObject({ from: 1, to: middle.from - 1, atStart: true });
    expect(oldest.notices.map(({ type }) => type)).toEqual(["room.created", "member.joined", "member.joined"]);
    const up = await history(ada, room, { after: String(oldest.to) });
    expect(up.from).toBe(oldest.to + 1);
    expect(bodies(up)).toEqual(span(30, 79));

    const around = await history(ada, room, { around: String(first + 60) });
    expect(bodies(around)).toEqual(span(35, 84));
    const jumped = await history(ada, room, { at: new Date(DAY_ONE + 60 * DAY - 1).toISOString() });
    expect(bodies(jumped)).toEqual(span(35, 84));
    expect(bodies(await history(ada, room, { at: "2030-01-01T00:00:00Z" }))).toEqual(span(80, 129));
  });

  it("says the same while Postgres is away, and for what it does not hold yet", async () => {
    const { room, first } = await talked();
    const away: Ctx = {
      ...ada,
      db: tenantDb(
        { DATABASE_URL: "postgresql://parlor_app:x@127.0.0.1:1/none", SQL_ENDPOINT: "http://127.0.0.1:1/sql" },
        tenantId,
      ),
    };
    for (const query of [{}, { before: String(first + 40) }, { after: "3" }, { around: String(first + 60) }]) {
      expect(await history(away, room, query)).toEqual(await history(ada, room, query));
    }
    await expect(history(away, room, { at: "2024-02-01T00:00:00Z" })).rejects.toEqual(refusal("unavailable", "at"));
  });

  it("brings an old page up to date with what the room has not pushed yet", async () => {
    const { room, first } = await talked();
    const live = ada.objects.room(tenantId, room);
    const stale: Ctx["objects"] = {
      ...ada.objects,
      // Postgres as it was before this reaction: the room says it has pushed less than it has.
      room: () =>
        ({
          ...bound(live),
          overlay: async () => ({
            status: "done",
            head: 10_000,
            events: [
              {
                type: "reaction.set",
                seq: 10_000,
                at: 1,
                author: ben.actor.person,
                clientId: clientId(),
                target: first + 1,
                emoji: "🎉",
                on: true,
              },
            ],
          }),
        }) as never,
    };
    const page = await history({ ...ada, objects: stale }, room, { before: String(first + 40) });
    expect(page.asOf).toBe(10_000);
    expect(page.messages.find(({ seq }) => seq === first + 1)?.reactions["🎉"]).toEqual([ben.actor.person]);
  });

  it("gives nothing to who was removed while the page was read", async () => {
    const { room, first } = await talked();
    const live = ben.objects.room(tenantId, room);
    const racing: Ctx["objects"] = {
      ...ben.objects,
      room: () => ({
        ...bound(live),
        overlay: async (...args: Parameters<typeof live.overlay>) => {
          await removeMember(ada, { tenant, room, person: ben.actor.person, clientId: clientId() });
          return live.overlay(...args);
        },
      }),
    };
    await expect(history({ ...ben, objects: racing }, room, { before: String(first + 40) })).rejects.toEqual(
      refusal("not_found", "room"),
    );
  });

  it("refuses bad places by name", () => {
    for (const [query, param] of [
      [{ before: "0" }, "before"],
      [{ before: "-1" }, "before"],
      [{ after: "1e3" }, "after"],
      [{ around: "x" }, "around"],
      [{ at: "yesterday" }, "at"],
      [{ before: "1", after: "2" }, "before"],
    ] as const) {
      expect(() => parseInput(listHistoryInput, { tenant, room: newId(), ...query })).toThrow(
        refusal("invalid_request", param) as never,
      );
    }
  });
});

describe("threads", () => {
  const thread = (ctx: Ctx, room: RoomId, root: number, before?: number) =>
    getThread(
      ctx,
      parseInput(getThreadInput, { tenant, room, root: String(root), ...(before && { before: String(before) }) }),
    );

  /** A thread of sixty imported replies, the twentieth of them pinned, in Postgres. */
  async function threaded(name = "threads"): Promise<{ room: RoomId; root: number }> {
    const { room } = await create(ada, { kind: "channel", name, people: [ben.actor.person] });
    const live = ada.objects.room(tenantId, room.roomId);
    const said = (n: number, threadClientId: ClientId | null) => {
      const [author, source] = [n % 2 === 0 ? ada.actor.person : ben.actor.person, "slack"];
      return {
        type: "message" as const,
        clientId: clientId(),
        author,
        at: 1_000 + n,
        body: `m${n}`,
        threadClientId,
        source,
      };
    };
    const root = said(0, null);
    const replies = Array.from({ length: 60 }, (_, n) => said(n + 1, root.clientId));
    const target = replies[19] ?? root;
    const pin = { targetClientId: target.clientId, targetAuthor: target.author, author: ada.actor.person, at: 9_000 };
    const done = await live.importEvents(tenantId, [
      root,
      ...replies,
      { type: "pin", clientId: clientId(), source: "slack", ...pin },
    ]);
    if (done.status !== "done") throw new Error(done.message);
    await live.flush(5_000);
    return { room: room.roomId, root: done.head - 61 };
  }

  it("are paged without a hole, from the room and from Postgres, as one log", async () => {
    const { room, root } = await threaded();
    const newest = await thread(ben, room, root);
    expect(newest).toMatchObject({ from: root + 11, atStart: false, atEnd: true, reading: { following: true } });
    const older = await thread(ben, room, root, newest.from);
    expect(older).toMatchObject({ from: root + 1, to: newest.from - 1, atStart: true, asOf: newest.asOf });
    expect(older.root).toEqual(newest.root);
    expect(older.root.replies).toMatchObject({
      count: 60,
      lastSeq: root + 60,
      people: [ben.actor.person, ada.actor.person],
    });
    const bodies = [...older.messages, ...newest.messages].map(({ body }) => body);
    expect(bodies).toEqual(Array.from({ length: 60 }, (_, n) => `m${n + 1}`));
    const { messages } = await listPins(ben, { tenant, room });
    expect(messages).toEqual(newest.messages.filter(({ pinned }) => pinned !== null));
    expect(messages).toMatchObject([{ seq: root + 20, thread: root, pinned: { by: ada.actor.person } }]);
    expect((await getMessage(ben, { tenant, room, seq: root + 20 })).message).toEqual(messages[0]);
    expect((await history(ben, room)).messages.map(({ seq }) => seq)).toEqual([root]);
  });

  it("that one follows are listed, over all rooms, page by page", async () => {
    const rooms = [await threaded("one"), await threaded("two")];
    const { threads, nextCursor } = await listThreads(ben, { tenant });
    expect(nextCursor).toBeNull();
    expect(threads.map(({ roomId }) => roomId).toSorted()).toEqual(rooms.map(({ room }) => room).toSorted());
    expect(threads[0]).toMatchObject({ unread: 0, lastAt: 1_060, root: { replies: { count: 60 } } });
    const first = await listFollowedThreads(ben.db, ben.actor.person, { limit: 1 });
    const second = await listFollowedThreads(ben.db, ben.actor.person, { limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.threads, ...second.threads]).toEqual(threads);
    expect((await listThreads(guest, { tenant })).threads).toEqual([]);
  });

  it("show nothing to outsiders, and earlier texts only to those who may see them", async () => {
    const { room, root } = await threaded();
    const ask = [
      () => thread(guest, room, root),
      () => thread(guest, room, root, root + 5),
      () => getMessage(guest, { tenant, room, seq: root }),
      () => listPins(guest, { tenant, room }),
      () => listEdits(guest, { tenant, room, seq: root }),
    ];
    for (const each of ask) await expect(each()).rejects.toEqual(refusal("not_found", "room"));
    await expect(thread(ben, room, root + 1)).rejects.toEqual(refusal("not_found", "root"));
    await expect(getMessage(ben, { tenant, room, seq: 1 })).rejects.toEqual(refusal("not_found", "seq"));
    await expect(listEdits(ben, { tenant, room, seq: root })).rejects.toEqual(refusal("forbidden", "seq"));
    expect((await listEdits(ada, { tenant, room, seq: root + 1 })).edits).toMatchObject([{ body: "m1" }]);
  });
});

describe("tickets", () => {
  it("name the person, the room and the page's own origin", async () => {
    const { room } = await create(ada, { kind: "channel", name: "door" });
    const given = await issueRoomTicket(
      { ...ada, origin: "http://127.0.0.1:1234" },
      { tenant, room: room.roomId, device: "laptop" },
    );
    expect(given).toMatchObject({ protocol: "parlor.v1", url: `ws://127.0.0.1:1234/ws/rooms/${room.roomId}` });
    const claims = await verifyTicket(TICKET_SECRET, given.ticket, "room", Date.now());
    expect(claims).toMatchObject({
      aud: "room",
      tenant: tenantId,
      person: ada.actor.person,
      room: room.roomId,
      role: "owner",
      device: "laptop",
    });
    expect(await verifyTicket(TICKET_SECRET, given.ticket, "inbox", Date.now())).toBeNull();
    expect(await verifyTicket(TICKET_SECRET, given.ticket, "room", Date.now() + 61_000)).toBeNull();
    expect(await verifyTicket("another-secret-another-secret-another", given.ticket, "room", Date.now())).toBeNull();
    expect(await verifyTicket(TICKET_SECRET, `${given.ticket}x`, "room", Date.now())).toBeNull();

    const inbox = await issueInboxTicket(ada, { tenant });
    expect(inbox.url).toBe("wss://parlor.example/ws/inbox");
    expect(await verifyTicket(TICKET_SECRET, inbox.ticket, "inbox", Date.now())).toMatchObject({
      aud: "inbox",
      person: ada.actor.person,
    });
  });
});

/** The methods of a proxied room as an object of its own. */
function bound(room: ReturnType<Ctx["objects"]["room"]>): ReturnType<Ctx["objects"]["room"]> {
  const names = ["standing", "page", "overlay", "act", "flush", "members"] as const;
  return Object.fromEntries(
    names.map((name) => [name, (...args: unknown[]) => (room[name] as (...each: unknown[]) => unknown)(...args)]),
  ) as never;
}
