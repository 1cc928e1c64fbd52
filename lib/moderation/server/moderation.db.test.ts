/** The moderation verbs against real room objects and a real Postgres. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { withDatabase } from "@/db/testing/database";
import type { Ctx } from "@/lib/access/ctx";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type AccountId, type ClientId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/protocol";
import { createRoom, createRoomInput } from "@/lib/rooms/server/create-room";
import { startRealtime, TICKET_SECRET } from "@/tests/chaos/stack/realtime";
import type { Workerd } from "@/tests/chaos/stack/workerd";
import { liveObjects } from "@/tests/support/live-objects";
import { MODERATION_LIMITS } from "../protocol";
import { addWord } from "./add-word";
import { countOpenReports, showOpenReports } from "./count-open-reports";
import { listReports } from "./list-reports";
import { listWords } from "./list-words";
import { removeWord } from "./remove-word";
import { reportMessage, reportMessageInput } from "./report-message";
import { resolveReport, resolveReportInput } from "./resolve-report";
import { setWordAction } from "./set-word-action";

const database = withDatabase();
const dir = mkdtempSync(join(tmpdir(), "parlor-moderation-"));
let realtime: Workerd;
let tenantId: TenantId;
let ada: Ctx;
let ben: Ctx;
let eve: Ctx;

beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  const { DATABASE_URL, SQL_ENDPOINT } = database.env;
  realtime = await startRealtime({
    dir,
    port: 8867,
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
  ada = await ctxOf("Ada", "admin");
  ben = await ctxOf("Ben", "member");
  eve = await ctxOf("Eve", "guest");
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
const refusal = (code: string, param?: string) =>
  expect.objectContaining({
    name: "AppError",
    code,
    details: param === undefined ? expect.anything() : expect.objectContaining({ param }),
  });

/** A private room of Ben's with these people in it. */
async function roomOf(...others: PersonId[]): Promise<RoomId> {
  const people = others.length > 0 ? { people: others } : {};
  const asked = {
    tenant,
    kind: "channel",
    name: `room ${newId()}`,
    visibility: "private",
    clientId: newId(),
    ...people,
  };
  return (await createRoom(ben, parseInput(createRoomInput, asked))).room.roomId;
}

/** A message in the room's log; answers its place. */
async function say(room: RoomId, author: PersonId, body: string): Promise<number> {
  const event = { type: "message", clientId: newId<ClientId>(), author, at: 1_700_000_000_000, body } as const;
  const added = await ben.objects
    .room(tenantId, room)
    .importEvents(tenantId, [{ ...event, threadClientId: null, source: "test" }]);
  if (added.status !== "done") throw new Error(added.message);
  return added.head;
}

const report = (ctx: Ctx, room: RoomId, seq: number, more: object = {}) =>
  reportMessage(ctx, parseInput(reportMessageInput, { tenant, room, seq, reason: "spam", ...more }));
const resolve = (ctx: Ctx, room: RoomId, seq: number, outcome: "delete" | "dismiss") =>
  resolveReport(ctx, parseInput(resolveReportInput, { tenant, room, seq: String(seq), outcome }));
const cases = async (ctx: Ctx, asked: object = {}) => (await listReports(ctx, { ...asked })).cases;

describe("a report", () => {
  it("shows administrators the message as it was, who wrote it, where, and everybody who reported it", async () => {
    const room = await roomOf(eve.actor.person);
    const seq = await say(room, ben.actor.person, "buy now");
    expect(await report(eve, room, seq, { reason: "other", note: "  again \u200b and again " })).toEqual({
      status: "reported",
    });
    expect(await countOpenReports(ada)).toBe(1);
    expect(await cases(ada)).toMatchObject([
      {
        roomId: room,
        seq,
        author: ben.actor.person,
        at: 1_700_000_000_000,
        room: { kind: "channel" },
        deleted: false,
        state: "open",
        texts: [{ body: "buy now", entries: [{ reporter: eve.actor.person, reason: "other", words: [] }] }],
      },
    ]);
    const [found] = await cases(ada);
    expect(found?.texts[0]?.entries[0]?.note).toMatch(/^again .* and again$/);
  });

  it("counts once per person and message, and again from another person", async () => {
    const fay = await ctxOf("Fay", "member");
    const room = await roomOf(eve.actor.person, fay.actor.person);
    const seq = await say(room, ben.actor.person, "buy now");
    expect(await report(eve, room, seq)).toEqual({ status: "reported" });
    expect(await report(eve, room, seq, { reason: "harassment" })).toEqual({ status: "already" });
    expect(await report(fay, room, seq, { reason: "private" })).toEqual({ status: "reported" });
    const [found] = await cases(ada);
    expect(found?.texts[0]?.entries.map(({ reason }) => reason)).toEqual(["spam", "private"]);
    expect(await countOpenReports(ada)).toBe(1);
  });

  it("is refused for what one cannot see, for one's own message, and for what is deleted or no message", async () => {
    const room = await roomOf(eve.actor.person);
    const seq = await say(room, ben.actor.person, "buy now");
    const outsider = await ctxOf("Gus", "owner");
    await expect(report(outsider, room, seq)).rejects.toEqual(refusal("not_found", "room"));
    await expect(report(outsider, newId<RoomId>(), seq)).rejects.toEqual(refusal("not_found", "room"));
    await expect(report(eve, room, seq + 50)).rejects.toEqual(refusal("not_found", "seq"));
    await expect(report(eve, room, 1)).rejects.toEqual(refusal("not_found", "seq"));
    await expect(report(ben, room, seq)).rejects.toEqual(refusal("forbidden", "seq"));
    expect(() => report(eve, room, seq, { note: "x".repeat(1_001) })).toThrow();
    await expect(report(eve, room, seq, { note: "x".repeat(501) })).rejects.toEqual(refusal("invalid_request", "note"));
    await report(eve, room, seq);
    await resolve(ada, room, seq, "delete");
    const fay = await ctxOf("Fay", "member");
    await expect(report(fay, room, seq)).rejects.toEqual(refusal("not_found", "room"));
    await expect(report(eve, room, seq)).rejects.toEqual(refusal("not_found", "seq"));
  });
});

describe("an administrator", () => {
  it("deletes a message through a room they are not in, and the author is the one the log names", async () => {
    const room = await roomOf(eve.actor.person);
    const seq = await say(room, ben.actor.person, "buy now");
    await report(eve, room, seq);
    expect(await resolve(ada, room, seq, "delete")).toEqual({ changed: true });
    const read = await ben.objects.room(tenantId, room).messages(tenantId, ben.actor.person, { seqs: [seq] });
    expect(read).toMatchObject({ messages: [{ body: "", deletedAt: expect.any(Number) }] });
    const log = await ben.objects
      .room(tenantId, room)
      .overlay(tenantId, ben.actor.person, { from: seq, to: seq, after: 0 });
    expect(log).toMatchObject({ events: [{ type: "message.deleted", author: ada.actor.person, target: seq }] });
    expect(await cases(ada)).toEqual([]);
    expect(await cases(ada, { state: "resolved" })).toMatchObject([
      { seq, state: "deleted", deleted: true, resolvedBy: ada.actor.person, texts: [{ body: "buy now" }] },
    ]);
    // Twice is once.
    expect(await resolve(ada, room, seq, "delete")).toEqual({ changed: false });
    expect(await countOpenReports(ada)).toBe(0);
  });

  it("dismisses a report; somebody else's later one opens it again", async () => {
    const fay = await ctxOf("Fay", "member");
    const room = await roomOf(eve.actor.person, fay.actor.person);
    const seq = await say(room, ben.actor.person, "buy now");
    await report(eve, room, seq);
    expect(await resolve(ada, room, seq, "dismiss")).toEqual({ changed: true });
    expect(await resolve(ada, room, seq, "dismiss")).toEqual({ changed: false });
    expect(await report(eve, room, seq)).toEqual({ status: "already" });
    expect(await countOpenReports(ada)).toBe(0);
    expect(await report(fay, room, seq)).toEqual({ status: "reported" });
    expect(await countOpenReports(ada)).toBe(1);
  });

  it("sees pages, by state and by who reported; an odd address is the first page", async () => {
    const room = await roomOf(eve.actor.person);
    for (let count = 0; count < MODERATION_LIMITS.pageSize + 1; count++)
      await report(eve, room, await say(room, ben.actor.person, `message ${count}`));
    const first = await listReports(ada, {});
    expect(first).toMatchObject({ total: MODERATION_LIMITS.pageSize + 1, pages: 2, wish: { page: 1 } });
    expect(first.cases[0]?.texts[0]?.body).toBe(`message ${MODERATION_LIMITS.pageSize}`);
    expect((await cases(ada, { page: "2" })).map(({ texts }) => texts[0]?.body)).toEqual(["message 0"]);
    expect(await listReports(ada, { page: "9" })).toMatchObject({ wish: { page: 2 }, cases: [{}] });
    expect(await cases(ada, { source: "filter" })).toEqual([]);
    expect(await cases(ada, { source: "people" })).toHaveLength(MODERATION_LIMITS.pageSize);
    expect(await listReports(ada, { state: "x", source: ["y"], page: "-1" })).toMatchObject({
      wish: { state: "open", source: null, page: 1 },
    });
  });

  it("is the only one who may: other roles are refused, another tenant's report is not there", async () => {
    const room = await roomOf(eve.actor.person);
    const seq = await say(room, ben.actor.person, "buy now");
    await report(eve, room, seq);
    for (const ctx of [ben, eve]) {
      await expect(listReports(ctx, {})).rejects.toEqual(refusal("forbidden"));
      await expect(resolve(ctx, room, seq, "delete")).rejects.toEqual(refusal("forbidden"));
      await expect(listWords(ctx)).rejects.toEqual(refusal("forbidden"));
      await expect(addWord(ctx, { tenant, text: "plum", action: "refuse" })).rejects.toEqual(refusal("forbidden"));
      await expect(removeWord(ctx, { tenant, word: newId() })).rejects.toEqual(refusal("forbidden"));
      await expect(setWordAction(ctx, { tenant, word: newId(), action: "refuse" })).rejects.toEqual(
        refusal("forbidden"),
      );
      expect(await countOpenReports(ctx)).toBe(0);
      await expect(showOpenReports(ctx, { tenant })).rejects.toEqual(refusal("forbidden"));
    }
    tenantId = newId();
    const foreign = await ctxOf("Zoe", "owner");
    await expect(resolve(foreign, room, seq, "delete")).rejects.toEqual(refusal("not_found", "seq"));
    await expect(resolve(foreign, newId<RoomId>(), seq, "delete")).rejects.toEqual(refusal("not_found", "seq"));
    expect(await cases(foreign)).toEqual([]);
    expect(await showOpenReports(foreign, { tenant })).toEqual({ open: 0 });
    expect(await showOpenReports(ada, { tenant })).toEqual({ open: 1 });
  });
});

describe("the word filter", () => {
  it("is added to, changed and shortened, and each change reaches the rooms before it answers", async () => {
    const room = await roomOf();
    await say(room, ben.actor.person, "the room is in Postgres");
    await ben.objects.room(tenantId, room).flush(5_000);
    const told: unknown[] = [];
    const watched: Ctx = {
      ...ada,
      objects: {
        ...ada.objects,
        room: (tenantOfRoom, id) =>
          ({
            wordsChanged: async (...args: Parameters<ReturnType<Ctx["objects"]["room"]>["wordsChanged"]>) => {
              told.push([id, args[1]]);
              await ada.objects.room(tenantOfRoom, id).wordsChanged(...args);
            },
          }) as ReturnType<Ctx["objects"]["room"]>,
      },
    };
    const { word } = await addWord(watched, { tenant, text: " Plúm* ", action: "refuse" });
    expect(word).toMatchObject({ text: "Plúm*", action: "refuse" });
    expect(await setWordAction(watched, { tenant, word: word.id, action: "report" })).toEqual({ action: "report" });
    expect((await listWords(ada)).words).toMatchObject([{ id: word.id, text: "Plúm*", action: "report" }]);
    expect(await removeWord(watched, { tenant, word: word.id })).toEqual({ removed: true });
    expect((await listWords(ada)).words).toEqual([]);
    expect(told).toEqual([
      [room, { version: 1, words: [{ text: "Plúm*", action: "refuse" }] }],
      [room, { version: 2, words: [{ text: "Plúm*", action: "report" }] }],
      [room, { version: 3, words: [] }],
    ]);
    await expect(removeWord(ada, { tenant, word: word.id })).rejects.toEqual(refusal("not_found", "word"));
    await expect(setWordAction(ada, { tenant, word: newId(), action: "report" })).rejects.toEqual(
      refusal("not_found", "word"),
    );
  });

  it("refuses what looks for the same already, what cannot be read, and more than it holds, two at once too", async () => {
    await addWord(ada, { tenant, text: "plum", action: "refuse" });
    await expect(addWord(ada, { tenant, text: "ＰＬÚＭ", action: "report" })).rejects.toEqual(
      refusal("conflict", "text"),
    );
    await addWord(ada, { tenant, text: "plum*", action: "refuse" });
    for (const text of ["", "a*b", "*", "x".repeat(81)])
      await expect(addWord(ada, { tenant, text, action: "refuse" })).rejects.toEqual(
        refusal("invalid_request", "text"),
      );
    const rest = MODERATION_LIMITS.wordsMax - 3;
    await database.admin(
      `insert into filter_words (tenant_id, id, text, key, action, added_by)
       select $1, gen_random_uuid(), 'w' || n, 'w' || n, 'report', $2 from generate_series(1, ${rest}) n`,
      [tenantId, ada.actor.person],
    );
    const two = await Promise.allSettled(
      ["one", "two"].map((text) => addWord(ada, { tenant, text, action: "refuse" })),
    );
    expect(two.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await listWords(ada)).words).toHaveLength(MODERATION_LIMITS.wordsMax);
  });
});
