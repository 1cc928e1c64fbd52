/** What two people in a room hear of each other beside messages, and what the room does not take. */
import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import { FakePostgres } from "../testing/fake-postgres";
import { Client, makeRoom, objects, stubOf, type TestRoom } from "../testing/room-client";

beforeEach(() => {
  new FakePostgres();
});

async function twoIn(room: TestRoom): Promise<{ ada: Client; ben: Client; first: PersonId; second: PersonId }> {
  const [first = newId<PersonId>(), second = newId<PersonId>()] = room.people;
  return { first, second, ada: await Client.connect(room, first), ben: await Client.connect(room, second) };
}

describe("typing", () => {
  it("is told to others at once, and again only when it stops", async () => {
    const { ada, ben, first } = await twoIn(await makeRoom());
    ada.say({ type: "typing.set", on: true });
    expect(await ben.until((frame) => frame.type === "typing")).toEqual({ type: "typing", person: first, on: true });
    ada.say({ type: "typing.set", on: true });
    ada.say({ type: "typing.set", on: false });
    await ben.until((frame) => frame.type === "typing" && !frame.on);
    expect(ben.frames.filter((frame) => frame.type === "typing")).toHaveLength(2);
  });

  it("is over with the message, without another word", async () => {
    const { ada, ben } = await twoIn(await makeRoom());
    ada.say({ type: "typing.set", on: true });
    await ada.send("done");
    ada.say({ type: "typing.set", on: false });
    const last = await ada.send("the end");
    await ben.until((frame) => frame.type === "message.created" && frame.seq === (last.type === "ack" ? last.seq : -1));
    expect(ben.frames.filter((frame) => frame.type === "typing")).toMatchObject([{ on: true }]);
  });
});

describe("an archived room", () => {
  it("takes nothing new, and still answers what it took before", async () => {
    const room = await makeRoom();
    const { ada, first } = await twoIn(room);
    const clientId = newId<ClientId>();
    const sent = await ada.send("before", clientId);
    const actor = { person: first, tenantRole: "member" as const };
    const act = { type: "room.archive" as const, archived: true };
    await objects.room(room.tenantId, room.roomId).act(room.tenantId, actor, act, newId<ClientId>());
    await evictDurableObject(stubOf(room));
    expect(await ada.send("after")).toMatchObject({ type: "rejected", code: "conflict" });
    expect(await ada.send("before", clientId)).toEqual(sent);
  });
});

describe("unread", () => {
  it("counts what others wrote, and not one's own words from another device", async () => {
    const room = await makeRoom();
    const { ada, ben, first, second } = await twoIn(room);
    await ada.send("one");
    await ada.send("two");
    await ben.send("three");
    expect((await Client.connect(room, first)).welcome.unread).toBe(1);
    expect((await Client.connect(room, second)).welcome.unread).toBe(2);
  });
});
