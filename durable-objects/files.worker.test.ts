import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { contentDisposition } from "@/lib/files/core/file-name";
import { attachToken, linkPath, uploadPath } from "@/lib/files/server/tokens";
import { newId, type ClientId, type PersonId } from "@/lib/platform/ids";
import type { FileInfo } from "@/lib/rooms/protocol";
import { FakeFiles } from "./testing/fake-files";
import { bindings, Client, makeRoom, objects, ORIGIN, stubOf, type TestRoom, worker } from "./testing/room-client";

let files: FakeFiles;
beforeEach(() => {
  files = new FakeFiles();
});

const secret = bindings.TICKET_SECRET;
const personOf = ({ people }: TestRoom, at = 0): PersonId => people[at] ?? ("" as PersonId);
const info = (over: Partial<FileInfo> = {}): FileInfo => ({
  id: newId(),
  name: "a.txt",
  type: "text/plain",
  size: 5,
  ...over,
});

function tokenFor(
  room: TestRoom,
  file: FileInfo,
  over: { person?: PersonId; tenant?: TestRoom["tenantId"]; room?: TestRoom["roomId"] } = {},
  at = Date.now(),
): string {
  const claims = { tenant: room.tenantId, room: room.roomId, person: personOf(room), ...over, file };
  return attachToken(secret, claims, at);
}

async function attach(
  client: Client,
  tokens: string[],
  clientId: string = newId(),
  body = "",
): ReturnType<Client["answer"]> {
  const from = client.frames.length;
  client.say({ type: "message.send", clientId, body, files: tokens });
  return client.answer(clientId, from);
}

describe("a message with files", () => {
  it("carries them in its event, its page and its replay, after the room slept as well", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, personOf(room));
    const picture = info({ name: "a.png", type: "image/png", width: 2, height: 3 });
    const text = info();
    const ack = await attach(ada, [tokenFor(room, picture), tokenFor(room, text)]);
    expect(ack.type).toBe("ack");
    const heard = await ada.until((frame) => frame.type === "message.created");
    expect(heard).toMatchObject({ body: "", files: [picture, text] });
    await evictDurableObject(stubOf(room));
    const ben = await Client.connect(room, personOf(room, 1));
    const { catchUp } = ben.welcome;
    expect(catchUp.kind === "fresh" ? catchUp.page.messages.at(-1)?.files : null).toEqual([picture, text]);
    expect(await objects.room(room.tenantId, room.roomId).file(room.tenantId, personOf(room, 1), text.id)).toEqual({
      status: "done",
      file: text,
    });
  });

  it("takes a file once, for ever, and a repeat of the same send is answered with the first", async () => {
    const room = await makeRoom();
    const ada = await Client.connect(room, personOf(room));
    const token = tokenFor(room, info());
    const clientId = newId();
    const first = await attach(ada, [token], clientId);
    await evictDurableObject(stubOf(room));
    expect(await attach(ada, [token], clientId)).toEqual(first);
    expect(await attach(ada, [token])).toMatchObject({ type: "rejected", code: "conflict", param: "files" });
    const twice = tokenFor(room, info());
    expect(await attach(ada, [twice, twice])).toMatchObject({ type: "rejected", code: "conflict" });
  });

  it("refuses tokens of another person, room or tenant, old ones and forged ones, and writes nothing", async () => {
    const room = await makeRoom();
    const elsewhere = await makeRoom();
    const ada = await Client.connect(room, personOf(room));
    const file = info();
    const tokens = [
      tokenFor(room, file, { person: personOf(room, 1) }),
      tokenFor(room, file, { room: elsewhere.roomId }),
      tokenFor(room, file, { tenant: elsewhere.tenantId }),
      tokenFor(room, file, {}, Date.now() - 25 * 3_600_000),
      uploadPath(
        secret,
        { tenant: room.tenantId, room: room.roomId, person: personOf(room), file: file.id },
        Date.now(),
      ).slice(7),
      forged(tokenFor(room, file)),
      "nonsense",
    ];
    for (const token of tokens)
      expect(await attach(ada, [token], newId(), "text")).toMatchObject({
        type: "rejected",
        code: "not_found",
        param: "files",
      });
    expect(ada.frames.some((frame) => frame.type === "message.created")).toBe(false);
    expect(await objects.room(room.tenantId, room.roomId).attached(room.tenantId, [file.id])).toEqual([]);
    // The good one is not spoilt by any of them.
    expect((await attach(ada, [tokenFor(room, file)])).type).toBe("ack");
  });
});

/** With another signature. Not its last letter: two bits of that say nothing. */
function forged(token: string): string {
  const at = token.length - 10;
  return `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
}

/** A file of Ada's in a message, its bytes in storage; answers its id and its message. */
async function stored(
  room: TestRoom,
  bytes: string,
  over: Partial<FileInfo> = {},
): Promise<{ file: FileInfo; seq: number }> {
  const file = info({ size: bytes.length, ...over });
  await bindings.FILES.put(`${room.tenantId}/${file.id}`, bytes);
  const ada = await Client.connect(room, personOf(room));
  const ack = await attach(ada, [tokenFor(room, file)]);
  if (ack.type !== "ack") throw new Error(ack.message);
  return { file, seq: ack.seq };
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return worker.fetch(`${ORIGIN}${path}`, { headers });
}

describe("a link to a file", () => {
  const linkFor = (room: TestRoom, file: FileInfo, view: "thumbnail" | "view" | "download" = "view", at = 1) =>
    linkPath(secret, { tenant: room.tenantId, room: room.roomId, person: personOf(room, at), file, view }, Date.now());

  it("gives pictures inline and what could run only to be saved, always without any right", async () => {
    const room = await makeRoom();
    const { file: picture } = await stored(room, "GIF89a..", { name: "a.gif", type: "image/gif", width: 2, height: 2 });
    const inline = await get(linkFor(room, picture));
    expect(inline.status).toBe(200);
    expect(await inline.text()).toBe("GIF89a..");
    expect(inline.headers.get("content-type")).toBe("image/gif");
    for (const [name, type] of [
      ["a.svg", "image/svg+xml"],
      ["a.html", "text/html"],
      ["a.pdf", "application/pdf"],
    ] as const) {
      const { file } = await stored(room, "<script>alert(1)</script>", { name, type });
      for (const view of ["thumbnail", "view", "download"] as const) {
        const answer = await get(linkFor(room, file, view));
        expect(answer.headers.get("content-type"), name).toBe("application/octet-stream");
        expect(answer.headers.get("content-disposition")).toBe(contentDisposition("attachment", name));
        expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
        expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
        expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
        await answer.arrayBuffer();
      }
    }
  });

  it("gives a part of what plays", async () => {
    const room = await makeRoom();
    const { file } = await stored(room, "0123456789", { name: "a.mp4", type: "video/mp4" });
    const part = await get(linkFor(room, file), { range: "bytes=2-5" });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-5/10", "2345"]);
    const none = await get(linkFor(room, file), { range: "bytes=10-" });
    expect([none.status, none.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  });

  it("ends with the member, and with the message", async () => {
    const room = await makeRoom();
    const { file, seq } = await stored(room, "hello");
    const bens = linkFor(room, file);
    const cleos = linkFor(room, file, "download", 2);
    expect((await get(bens)).status).toBe(200);
    const owner = { person: personOf(room), tenantRole: "member" as const };
    const act = { type: "member.remove" as const, person: personOf(room, 1) };
    await objects.room(room.tenantId, room.roomId).act(room.tenantId, owner, act, newId<ClientId>());
    expect((await get(bens)).status).toBe(404);
    expect((await get(cleos)).status).toBe(200);
    await runInDurableObject(stubOf(room), (_room, { storage }) => {
      storage.sql.exec(
        "INSERT INTO events (seq, type, author, client_id, target, at, data) VALUES (900, 'message.deleted', 'x', 'x', ?, 1, '{}')",
        seq,
      );
    });
    expect((await get(cleos)).status).toBe(404);
  });

  it("is refused when forged, of another purpose, or asked for by another site", async () => {
    const room = await makeRoom();
    const { file } = await stored(room, "hello");
    const link = linkFor(room, file);
    expect((await get(`${link}x`)).status).toBe(404);
    expect((await get(`/files/${tokenFor(room, file)}`)).status).toBe(404);
    expect((await get(link, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await worker.fetch(`${ORIGIN}${link}`, { method: "POST", headers: { origin: ORIGIN } })).status).toBe(405);
    expect((await get(link)).status).toBe(200);
  });
});

describe("an upload", () => {
  const begin = (room: TestRoom, size: number, over: object = {}) => {
    const id = newId();
    files.add({ id, roomId: room.roomId, uploaderId: personOf(room), size, ...over });
    const claims = { tenant: room.tenantId, room: room.roomId, person: personOf(room), file: id };
    return { id, path: uploadPath(secret, claims, Date.now()) };
  };
  const put = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { origin: ORIGIN },
  ) => worker.fetch(`${ORIGIN}${path}`, { method: "PUT", body, headers });

  it("is stored, judged by its bytes, and ends with a token that a message takes", async () => {
    const room = await makeRoom();
    const html = "<html><script>1</script>";
    const { id, path } = begin(room, html.length, { name: "holiday.png" });
    const answer = await put(path, html);
    expect(answer.status).toBe(200);
    const { file, token } = await answer.json<{ file: FileInfo; token: string }>();
    expect(file).toEqual({ id, name: "holiday.png", type: "text/html", size: html.length });
    const ada = await Client.connect(room, personOf(room));
    expect((await attach(ada, [token])).type).toBe("ack");
  });

  it("writes its bytes once: a repeat, also with others, answers what the first one stored", async () => {
    const room = await makeRoom();
    const { id, path } = begin(room, 5);
    const first = await (await put(path, "first")).text();
    expect((await put(path, "other")).status).toBe(200);
    // Stored, and the answer was lost before the row said so.
    const row = files.rows.get(id);
    if (row) files.rows.set(id, { ...row, state: "pending", type: null });
    expect(JSON.parse(await (await put(path, "third")).text())).toMatchObject({
      file: (JSON.parse(first) as object & { file: FileInfo }).file,
    });
    expect(await (await bindings.FILES.get(`${room.tenantId}/${id}`))?.text()).toBe("first");
  });

  it("refuses more and fewer bytes than promised, and stores neither", async () => {
    const room = await makeRoom();
    for (const body of ["1234", "123456"]) {
      const { id, path } = begin(room, 5);
      const answer = await put(path, body);
      expect(answer.status, body).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code: "invalid_request", param: "size" } });
      expect(await bindings.FILES.head(`${room.tenantId}/${id}`)).toBeNull();
    }
  });

  it("is refused without our Origin, for somebody who left, and once it was given up", async () => {
    const room = await makeRoom();
    const { path } = begin(room, 5);
    expect((await put(path, "12345", {})).status).toBe(403);
    expect((await put(path, "12345", { origin: "https://evil.example" })).status).toBe(403);
    const dropped = begin(room, 5, { state: "deleted" });
    expect((await put(dropped.path, "12345")).status).toBe(404);
    const stranger = newId<PersonId>();
    const foreign = begin(room, 5, { uploaderId: stranger });
    expect((await put(foreign.path, "12345")).status).toBe(404);
  });
});
