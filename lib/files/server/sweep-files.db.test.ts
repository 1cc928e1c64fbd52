import { expect, it } from "vitest";
import { dropFile, findFile, finishFile, reserveFile } from "@/db/queries/files";
import { withDatabase } from "@/db/testing/database";
import { newId, type PersonId, type RoomId } from "@/lib/platform/ids";
import type { Objects } from "@/lib/rooms/server/objects";
import { FILE_LIMITS } from "../protocol";
import { sweepFiles } from "./sweep-files";

const database = withDatabase();
const ada = newId<PersonId>();

it("removes bytes and rows of what nobody can reach, and believes the room where Postgres lags behind it", async () => {
  const db = database.tenant();
  const roomId = newId<RoomId>();
  const lost = newId<RoomId>();
  const add = async (room: RoomId, stored = true) => {
    const id = newId();
    await reserveFile(db, { id, roomId: room, uploaderId: ada, name: "a.txt", size: 1 }, 1_000);
    if (stored) await finishFile(db, id, { type: "text/plain", width: null, height: null, sha256: "" });
    return id;
  };
  const [unfinished, loose, inMessage, unknown, dropped] = [
    await add(roomId, false),
    await add(roomId),
    await add(roomId),
    await add(lost),
    await add(roomId),
  ];
  await dropFile(db, dropped, ada);
  const deleted: string[] = [];
  const bucket = { delete: async (keys: string[]) => void deleted.push(...keys) } as unknown as R2Bucket;
  const objects = {
    room: (_tenant: unknown, room: RoomId) => ({
      attached: async (_of: unknown, ids: string[]) => {
        if (room === lost) throw new Error("The room does not answer.");
        return ids.filter((id) => id === inMessage);
      },
    }),
  } as unknown as Objects;
  const keysOf = (...ids: string[]) => ids.flatMap((id) => [`${db.tenantId}/${id}`, `${db.tenantId}/${id}.thumbnail`]);

  // As long as a token may still put them into a message, only what was given up goes.
  const soon = Date.now() + FILE_LIMITS.attachSeconds * 1_000;
  expect(await sweepFiles({ bucket, objects, db, nowMs: soon })).toBe(1);
  expect(deleted.splice(0)).toEqual(keysOf(dropped));

  const later = soon + 2 * 3_600_000;
  expect(await sweepFiles({ bucket, objects, db, nowMs: later })).toBe(2);
  expect(deleted.splice(0).toSorted()).toEqual(keysOf(unfinished, loose).toSorted());
  for (const id of [unfinished, loose, dropped]) expect(await findFile(db, id)).toBeNull();
  for (const id of [inMessage, unknown]) expect(await findFile(db, id)).toMatchObject({ state: "ready" });
  expect(await sweepFiles({ bucket, objects, db: database.tenant(), nowMs: later })).toBe(0);
});
