import { beforeAll, describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";
import { withDatabase } from "../testing/database";
import { logOf, plainLog } from "../testing/room-history";
import { channelNameTaken, findRoom, listPublicRooms, listRoomsOf } from "./rooms";
import { projectEvents } from "./room-log";

const database = withDatabase();
const tenant = newId<TenantId>();
const db = () => database.tenant(tenant);
const [ada, ben] = [newId<PersonId>(), newId<PersonId>()];

async function room(name: string, more: Partial<RoomMeta> = {}, messages = 0, owner = ada): Promise<RoomId> {
  const roomId = newId<RoomId>();
  await projectEvents(db(), roomId, plainLog(roomId, owner, messages, { name, ...more }), []);
  return roomId;
}

async function say(roomId: RoomId, seq: number, body: Parameters<typeof logOf>[0][number]): Promise<void> {
  await projectEvents(
    db(),
    roomId,
    logOf([body], ada).map((event) => ({ ...event, seq })),
    [],
  );
}

let general: RoomId;
let secret: RoomId;

beforeAll(async () => {
  general = await room("General", { topic: "all of us" }, 3);
  secret = await room("Secret", { visibility: "private" });
  await room("50% off_topic \\ fun");
  await room("Benches", {}, 0, ben);
  const old = await room("Old");
  await say(old, 3, { type: "room.archived", archived: true });
  await room("", { kind: "dm", visibility: "private" });
});

describe("listRoomsOf", () => {
  it("lists a person's rooms, the one spoken in last first, with what is known of them", async () => {
    const mine = await listRoomsOf(db(), ada);
    expect(mine.map(({ name }) => name)).toEqual(
      ["General", "Secret", "50% off_topic \\ fun", "Old", ""].map((name) => name),
    );
    expect(mine[0]).toMatchObject({
      roomId: general,
      role: "owner",
      topic: "all of us",
      headSeq: 5,
      messageCount: 3,
      memberCount: 1,
    });
    expect(mine[0]?.lastMessageAt).toBeTypeOf("number");
    expect(mine[1]?.lastMessageAt).toBeNull();
  });

  it("no longer lists a room that the person left, and lists it again when they are back", async () => {
    await say(secret, 3, { type: "member.left", person: ada });
    expect((await listRoomsOf(db(), ada)).map(({ name }) => name)).not.toContain("Secret");
    await say(secret, 4, { type: "member.joined", person: ada, role: "member" });
    expect((await listRoomsOf(db(), ada)).find(({ name }) => name === "Secret")).toMatchObject({ role: "member" });
  });
});

describe("listPublicRooms", () => {
  it("lists public channels by name and says where the person is in; nothing private, archived or direct", async () => {
    const { rooms, nextCursor } = await listPublicRooms(db(), ada, { limit: 50 });
    expect(rooms.map(({ name, joined }) => ({ name, joined }))).toEqual([
      { name: "50% off_topic \\ fun", joined: true },
      { name: "Benches", joined: false },
      { name: "General", joined: true },
    ]);
    expect(nextCursor).toBeNull();
  });

  it("pages by cursor without gap or repeat", async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPublicRooms(db(), ada, { limit: 1, ...(cursor && { cursor }) });
      names.push(...page.rooms.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(["50% off_topic \\ fun", "Benches", "General"]);
  });

  it("starts from the beginning with a cursor that is none", async () => {
    for (const cursor of ["", "x", "'; drop table rooms", newId()]) {
      expect((await listPublicRooms(db(), ada, { limit: 1, cursor })).rooms).toHaveLength(1);
    }
  });

  it("finds a part of a name or topic in any letter case, and takes % _ \\ as they are", async () => {
    const found = async (query: string) =>
      (await listPublicRooms(db(), ada, { limit: 50, query })).rooms.map(({ name }) => name);
    expect(await found("GENER")).toEqual(["General"]);
    expect(await found("all of")).toEqual(["General"]);
    expect(await found("0% o")).toEqual(["50% off_topic \\ fun"]);
    expect(await found("_")).toEqual(["50% off_topic \\ fun"]);
    expect(await found("\\")).toEqual(["50% off_topic \\ fun"]);
    expect(await found("%%")).toEqual([]);
  });
});

describe("findRoom and channelNameTaken", () => {
  it("find by id and by name", async () => {
    expect(await findRoom(db(), general)).toMatchObject({ name: "General", kind: "channel", createdBy: ada });
    expect(await findRoom(db(), newId<RoomId>())).toBeNull();
    expect(await channelNameTaken(db(), "gENERAL")).toBe(true);
    expect(await channelNameTaken(db(), "old")).toBe(true);
    expect(await channelNameTaken(db(), "General", general)).toBe(false);
    expect(await channelNameTaken(db(), "")).toBe(false);
    expect(await channelNameTaken(db(), "Nowhere")).toBe(false);
  });
});
