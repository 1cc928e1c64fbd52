/** The file verbs against a real room and a real Postgres. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { withDatabase } from "@/db/testing/database";
import type { Ctx } from "@/lib/access/ctx";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type AccountId, type ClientId, type RoomId, type TenantId } from "@/lib/platform/ids";
import { changeRoom, changeRoomInput } from "@/lib/rooms/server/change-room";
import { createRoom, createRoomInput } from "@/lib/rooms/server/create-room";
import { startRealtime, TICKET_SECRET } from "@/tests/chaos/stack/realtime";
import type { Workerd } from "@/tests/chaos/stack/workerd";
import { liveObjects } from "@/tests/support/live-objects";
import { FILE_LIMITS } from "../protocol";
import { dropUpload, dropUploadInput } from "./drop-upload";
import { linkFile, linkFileInput } from "./link-file";
import { listFiles, listFilesInput } from "./list-files";
import { startUpload, startUploadInput } from "./start-upload";
import { readUpload } from "./tokens";

const database = withDatabase();
const dir = mkdtempSync(join(tmpdir(), "parlor-files-"));
const tenant = "demo";
let realtime: Workerd;
let ada: Ctx;
let ben: Ctx;
let room: RoomId;

beforeAll(async () => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  const { DATABASE_URL, SQL_ENDPOINT } = database.env;
  realtime = await startRealtime({
    dir,
    port: 8863,
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
  const tenantId = newId<TenantId>();
  ada = await ctxOf(tenantId, "Ada");
  ben = await ctxOf(tenantId, "Ben");
  const wish = { tenant, clientId: newId(), kind: "channel", visibility: "private", name: "files" };
  room = (await createRoom(ada, parseInput(createRoomInput, wish))).room.roomId;
});

async function ctxOf(tenantId: TenantId, name: string): Promise<Ctx> {
  const db = database.tenant(tenantId);
  const env = { ...database.env, TICKET_SECRET, FILE_LIMITS: '{"tenantBytes":100}', appOrigins: [] };
  return {
    requestId: newId(),
    tenantId,
    tenantSlug: tenant,
    actor: {
      kind: "person",
      person: await database.person(db, name),
      account: newId<AccountId>(),
      role: "member",
      sessionId: newId(),
    },
    db,
    objects: liveObjects(realtime.origin),
    env: env as unknown as Ctx["env"],
    now: Date.now,
  };
}

const start = (ctx: Ctx, over: object = {}) =>
  startUpload(ctx, parseInput(startUploadInput, { tenant, room, clientId: newId(), name: "a.txt", size: 10, ...over }));
const drop = (ctx: Ctx, file: string) => dropUpload(ctx, parseInput(dropUploadInput, { tenant, room, file }));
const refusal = (code: string, param: string) => expect.objectContaining({ code, details: { param } }) as object;

it("an upload is promised once for each id, with a name that is safe, to members only", async () => {
  const clientId = newId<ClientId>();
  const first = await start(ada, { clientId, name: "../a\u202ecod.exe" });
  if (first.state !== "pending") throw new Error("It cannot be there already.");
  expect(await start(ada, { clientId, name: "../a\u202ecod.exe" })).toMatchObject({ id: first.id });
  const claims = readUpload(TICKET_SECRET, first.url.slice("/files/".length), Date.now());
  expect(claims).toEqual({ tenant: ada.tenantId, room, person: ada.actor.person, file: first.id });
  await expect(start(ada, { clientId, size: 11 })).rejects.toEqual(refusal("conflict", "clientId"));
  await expect(start(ben)).rejects.toEqual(refusal("not_found", "room"));
  await expect(start(ada, { room: newId() })).rejects.toEqual(refusal("not_found", "room"));
  await changeRoom(ada, parseInput(changeRoomInput, { tenant, room, clientId: newId(), archived: true }));
  await expect(start(ada)).rejects.toEqual(refusal("conflict", "room"));
});

it("what is empty, too big or over the tenant's allowance is refused by the field's name, and giving one up makes room", async () => {
  await expect(start(ada, { size: 0 })).rejects.toEqual(refusal("invalid_request", "size"));
  await expect(start(ada, { size: FILE_LIMITS.fileBytesMax + 1 })).rejects.toEqual(
    refusal("payload_too_large", "size"),
  );
  await expect(start(ada, { size: 101 })).rejects.toEqual(refusal("quota_exceeded", "size"));
  const clientId = newId();
  const held = await start(ada, { size: 95, clientId });
  if (held.state !== "pending") throw new Error("It cannot be there already.");
  await expect(start(ada)).rejects.toEqual(refusal("quota_exceeded", "size"));
  await expect(drop(ben, held.id)).rejects.toEqual(refusal("not_found", "room"));
  await expect(drop(ada, newId())).rejects.toEqual(refusal("not_found", "file"));
  expect(await drop(ada, held.id)).toEqual({ dropped: true });
  expect(await start(ada)).toMatchObject({ state: "pending" });
  // What was given up does not come back under its id.
  await expect(start(ada, { size: 95, clientId })).rejects.toEqual(refusal("not_found", "file"));
});

it("a file is linked and listed from its message on, and for members only", async () => {
  const upload = await start(ada);
  if (upload.state !== "pending") throw new Error("It cannot be there already.");
  const link = (ctx: Ctx) => linkFile(ctx, parseInput(linkFileInput, { tenant, room, file: upload.id }));
  await expect(link(ada)).rejects.toEqual(refusal("not_found", "file"));
  await expect(link(ben)).rejects.toEqual(refusal("not_found", "file"));
  expect(await listFiles(ada, parseInput(listFilesInput, { tenant, room }))).toEqual({ files: [], nextBefore: null });
  await expect(listFiles(ben, parseInput(listFilesInput, { tenant, room }))).rejects.toEqual(
    refusal("not_found", "room"),
  );
  for (const before of ["", "1", "x.y", `1.${newId()}.2`])
    expect(() => parseInput(listFilesInput, { tenant, room, before })).toThrow(/before/);
});
