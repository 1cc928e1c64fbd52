import { describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { FileInfo } from "@/lib/rooms/protocol";
import { withDatabase } from "../testing/database";
import { logOf, plainLog, type EventBody } from "../testing/room-history";
import { dropFile, findFile, finishFile, forgetFiles, listFilesOfRoom, listLooseFiles, reserveFile } from "./files";
import { readPage } from "./history";
import { projectEvents } from "./room-log";

const database = withDatabase();
const ada = newId<PersonId>();
const FACTS = { type: "text/plain", width: null, height: null, sha256: "00" };
const LATER = new Date(Date.now() + 60_000);

const wish = (roomId: RoomId, size = 10, id: string = newId()) => ({
  id,
  roomId,
  uploaderId: ada,
  name: "a.txt",
  size,
});
const infoOf = (id: string): FileInfo => ({ id, name: "a.txt", type: "text/plain", size: 10 });

/** A stored file that waits to be put into a message. */
async function storedFile(db: ReturnType<typeof database.tenant>, roomId: RoomId): Promise<string> {
  const { id } = (await reserveFile(db, wish(roomId), 1_000_000)) ?? { id: "" };
  await finishFile(db, id, FACTS);
  return id;
}

describe("reserveFile", () => {
  it("never promises more than the tenant has, however many ask at once, and counts other tenants apart", async () => {
    const db = database.tenant();
    const roomId = newId<RoomId>();
    const promised = await Promise.all(Array.from({ length: 40 }, () => reserveFile(db, wish(roomId, 10), 155)));
    expect(promised.filter((row) => row !== null)).toHaveLength(15);
    expect(await reserveFile(database.tenant(), wish(roomId, 155), 155)).not.toBeNull();
  });

  it("gives the same id the same row, also beyond the quota, and room back once a file is given up", async () => {
    const db = database.tenant();
    const roomId = newId<RoomId>();
    const first = wish(roomId, 100);
    expect(await reserveFile(db, first, 100)).toMatchObject({ id: first.id, size: 100, state: "pending" });
    expect(await reserveFile(db, first, 100)).toMatchObject({ id: first.id, state: "pending" });
    expect(await reserveFile(db, wish(roomId, 1), 100)).toBeNull();
    await dropFile(db, first.id, newId<PersonId>());
    expect(await reserveFile(db, wish(roomId, 1), 100)).toBeNull();
    await dropFile(db, first.id, ada);
    expect(await reserveFile(db, wish(roomId, 100), 100)).not.toBeNull();
    expect(await finishFile(db, first.id, FACTS)).toMatchObject({ state: "deleted" });
  });
});

it("finishFile says what a file is once; a repeat changes nothing", async () => {
  const db = database.tenant();
  const id = await storedFile(db, newId<RoomId>());
  expect(await finishFile(db, id, { ...FACTS, type: "text/html" })).toMatchObject({
    state: "ready",
    type: "text/plain",
  });
  expect(await finishFile(db, newId(), FACTS)).toBeNull();
});

describe("files of messages", () => {
  it("stand in the history and in the room's list, and go with their message, in any order of arrival", async () => {
    for (const order of ["at once", "one by one", "deletion first"] as const) {
      const db = database.tenant(newId<TenantId>());
      const roomId = newId<RoomId>();
      const [one, two, foreign] = [
        await storedFile(db, roomId),
        await storedFile(db, roomId),
        await storedFile(db, newId<RoomId>()),
      ];
      const said: EventBody[] = [
        { type: "message.created", body: "", thread: null, files: [infoOf(one), infoOf(foreign)] },
        { type: "message.created", body: "two", thread: null, files: [infoOf(two)] },
      ];
      const start = plainLog(roomId, ada, 0);
      const log = [...start, ...logOf([...said, { type: "message.deleted", target: start.length + 2 }], ada)].map(
        (event, index) => ({ ...event, seq: index + 1 }),
      );
      const deletion = log.at(-1);
      const rest = log.slice(0, -1);
      if (!deletion) throw new Error("No log.");
      if (order === "at once") await projectEvents(db, roomId, log, []);
      else {
        const batches = order === "one by one" ? log : [...rest.slice(0, 1), deletion, ...rest.slice(1)];
        for (const event of batches) await projectEvents(db, roomId, [event], []);
      }
      const page = await readPage(db, roomId, { after: 0, limit: 50 });
      expect(
        page?.messages.map(({ files }) => files.map(({ id }) => id)),
        order,
      ).toEqual([[one, foreign], []]);
      const listed = await listFilesOfRoom(db, roomId, { before: null, limit: 50 });
      expect(listed.map(({ id, attachedSeq }) => [id, attachedSeq])).toEqual([[one, start.length + 1]]);
      expect(await findFile(db, two)).toMatchObject({ state: "deleted" });
      // A file of another room is not moved by naming it.
      expect(await findFile(db, foreign)).toMatchObject({ attachedSeq: null, state: "ready" });
      // What is in a message cannot be given up.
      await dropFile(db, one, ada);
      expect(await findFile(db, one)).toMatchObject({ state: "ready" });
    }
  });

  it("are listed page by page without a gap", async () => {
    const db = database.tenant();
    const roomId = newId<RoomId>();
    const ids = await Promise.all(Array.from({ length: 5 }, () => storedFile(db, roomId)));
    const all: EventBody = { type: "message.created", body: "", thread: null, files: ids.map(infoOf) };
    await projectEvents(
      db,
      roomId,
      [...plainLog(roomId, ada, 0), ...logOf([all], ada).map((event) => ({ ...event, seq: 3 }))],
      [],
    );
    const seen: string[] = [];
    let before: { seq: number; id: string } | null = null;
    for (let pages = 0; pages < 4; pages++) {
      const page: Awaited<ReturnType<typeof listFilesOfRoom>> = await listFilesOfRoom(db, roomId, { before, limit: 2 });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      before = { seq: last.attachedSeq, id: last.id };
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });
});

it("listLooseFiles names what nobody can reach: old unfinished and unattached ones, and deleted ones at once", async () => {
  const db = database.tenant();
  const roomId = newId<RoomId>();
  const pending = (await reserveFile(db, wish(roomId), 1_000))?.id ?? "";
  const loose = await storedFile(db, roomId);
  const attached = await storedFile(db, roomId);
  const dropped = (await reserveFile(db, wish(roomId), 1_000))?.id ?? "";
  await dropFile(db, dropped, ada);
  const message: EventBody = { type: "message.created", body: "", thread: null, files: [infoOf(attached)] };
  await projectEvents(
    db,
    roomId,
    [...plainLog(roomId, ada, 0), ...logOf([message], ada).map((event) => ({ ...event, seq: 3 }))],
    [],
  );
  const idsBefore = async (createdBefore: Date) =>
    (await listLooseFiles(db, { createdBefore, limit: 50 })).map(({ id }) => id).toSorted();
  expect(await idsBefore(new Date(0))).toEqual([dropped]);
  expect(await idsBefore(LATER)).toEqual([pending, loose, dropped].toSorted());
  await forgetFiles(db, [pending, loose, dropped]);
  expect(await idsBefore(LATER)).toEqual([]);
});
