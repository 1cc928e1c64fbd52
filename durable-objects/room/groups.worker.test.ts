import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { mentionToken } from "@/lib/rooms/core/mentions";
import { newId, type ClientId, type GroupId, type PersonId } from "@/lib/platform/ids";
import { FakePostgres } from "../testing/fake-postgres";
import { ask, Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

/** The tenant's groups by id, as Postgres would tell them. */
let groups: Map<string, { handle: string; people: PersonId[] }>;
let asked: number;
let away: boolean;
let hold: Promise<void> | null;

beforeEach(() => {
  new FakePostgres();
  const postgres = globalThis.fetch;
  groups = new Map();
  asked = 0;
  away = false;
  hold = null;
  vi.stubGlobal("fetch", async (url: string, init: { body: string }) => {
    if (!init.body.includes("from people_groups g")) return postgres(url, init);
    asked++;
    await hold;
    if (away) return new Response("away", { status: 503 });
    const { queries } = JSON.parse(init.body) as { queries: { query: string; params: unknown[] }[] };
    return Response.json({ results: queries.map(answer) });
  });
});

const NAMES = ["id", "handle", "name", "deleted", "people"];

function answer({ query, params }: { query: string; params: unknown[] }): object {
  const ids = JSON.stringify(params);
  const known = query.includes("from people_groups g") ? [...groups].filter(([id]) => ids.includes(id)) : [];
  const rows = known.map(([id, { handle, people }]) => [id, handle, handle, "f", JSON.stringify(people)]);
  // 25 is text, 16 a boolean, 114 json: as the columns are.
  const fields = NAMES.map((name) => ({ name, dataTypeID: { deleted: 16, people: 114 }[name] ?? 25 }));
  return { fields, rows, command: "SELECT", rowCount: rows.length, rowAsArray: true };
}

const join = (room: TestRoom, at = 0) => Client.connect(room, room.people[at] ?? ("" as PersonId));
const person = (room: TestRoom, at: number) => room.people[at] ?? ("" as PersonId);

function group(people: PersonId[], handle = "on-call"): GroupId {
  const id = newId<GroupId>();
  groups.set(id, { handle, people });
  return id;
}

const unreadOf = async (room: TestRoom, at: number) => {
  const entry = await objects.room(room.tenantId, room.roomId).subscribe(room.tenantId, person(room, at));
  return entry ? [entry.unread, entry.mentions] : null;
};

describe("a message that mentions a group", () => {
  it("mentions those of it who are in the room, in its event and for good", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await join(room), await join(room, 1)];
    const stranger = newId<PersonId>();
    const id = group([person(room, 1), stranger, person(room, 0)]);
    expect((await ada.send(`${mentionToken.group(id)} come`)).type).toBe("ack");
    const heard = await ben.until((frame) => frame.type === "message.created");
    expect(heard).toMatchObject({ groups: [{ id, handle: "on-call", people: [person(room, 1), person(room, 0)] }] });
    expect(await unreadOf(room, 1)).toEqual([1, 1]);
    expect(await unreadOf(room, 2)).toEqual([1, 0]);
    // What the group is later changes nothing.
    groups.set(id, { handle: "other", people: [person(room, 2)] });
    await evictDurableObject(stubOf(room));
    expect(await unreadOf(room, 1)).toEqual([1, 1]);
    expect(await unreadOf(room, 2)).toEqual([1, 0]);
  });

  it("is read from Postgres once for many messages, and messages without one never ask", async () => {
    const room = await makeRoom();
    const ada = await join(room);
    const id = group([person(room, 1)]);
    await ada.send("hello <@nobody> & all");
    expect(asked).toBe(0);
    for (let at = 0; at < 3; at++) await ada.send(`${mentionToken.group(id)} ${at}`);
    expect(asked).toBe(1);
    expect(await unreadOf(room, 1)).toEqual([4, 3]);
  });

  it("keeps its place among the writer's others while it waits, and holds up nobody else", async () => {
    const room = await makeRoom();
    const [ada, ben] = [await join(room), await join(room, 1)];
    const id = group([person(room, 1)]);
    let free = () => undefined as void;
    hold = new Promise((done) => (free = done));
    const first = newId();
    const second = newId();
    ada.say({ type: "message.send", clientId: first, body: `${mentionToken.group(id)} first` });
    ada.say({ type: "message.send", clientId: second, body: "second" });
    expect((await ben.send("not held up")).type).toBe("ack");
    free();
    const [one, two] = [await ada.answer(first, 0), await ada.answer(second, 0)];
    expect(one.type === "ack" && two.type === "ack" && one.seq < two.seq).toBe(true);
    const rows = await ask(room, "SELECT json_extract(data, '$.body') FROM events WHERE type = 'message.created'");
    expect(rows.flat()).toEqual(["not held up", `${mentionToken.group(id)} first`, "second"]);
  });

  it("is refused for now when the group was never read and Postgres is away; what is known goes on", async () => {
    const room = await makeRoom();
    const ada = await join(room);
    const id = group([person(room, 1)]);
    away = true;
    expect(await ada.send(`${mentionToken.group(id)} x`)).toMatchObject({ type: "rejected", code: "unavailable" });
    expect((await ada.send("plain")).type).toBe("ack");
    away = false;
    expect((await ada.send(`${mentionToken.group(id)} y`)).type).toBe("ack");
    away = true;
    expect((await ada.send(`${mentionToken.group(id)} z`)).type).toBe("ack");
    expect(await unreadOf(room, 1)).toEqual([3, 2]);
  });

  it("mentions anew when it is edited", async () => {
    const room = await makeRoom();
    const ada = await join(room);
    const [one, two] = [group([person(room, 1)]), group([person(room, 2)], "second")];
    const sent = await ada.send(mentionToken.group(one));
    const seq = sent.type === "ack" ? sent.seq : 0;
    const clientId = newId();
    const from = ada.frames.length;
    ada.say({ type: "message.edit", clientId, target: seq, version: seq, body: mentionToken.group(two) });
    expect((await ada.answer(clientId, from)).type).toBe("ack");
    expect(await unreadOf(room, 1)).toEqual([1, 0]);
    expect(await unreadOf(room, 2)).toEqual([1, 1]);
  });

  it("works for what is posted without a socket", async () => {
    const room = await makeRoom();
    const id = group([person(room, 1)]);
    const message = { clientId: newId<ClientId>(), body: mentionToken.group(id), thread: null };
    const post = () => objects.room(room.tenantId, room.roomId).post(room.tenantId, person(room, 0), message);
    away = true;
    expect(await post()).toMatchObject({ status: "refused", code: "unavailable" });
    away = false;
    expect((await post()).status).toBe("done");
    expect(await unreadOf(room, 1)).toEqual([1, 1]);
  });
});
