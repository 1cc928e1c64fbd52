import { SignJWT } from "jose";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type PersonId, type RoomId } from "@/lib/platform/ids";
import { CLOSE, SUBPROTOCOL } from "@/lib/rooms/protocol";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { FakePostgres } from "./testing/fake-postgres";
import { bindings, Client, knock, makeRoom, ORIGIN, ticketFor, type TestRoom, worker } from "./testing/room-client";

beforeEach(() => {
  new FakePostgres();
  // Every refusal is logged, and here nearly everything is refused.
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});

const ada = (room: TestRoom): PersonId => room.people[0] ?? ("" as PersonId);

async function refusal(response: Response): Promise<{ status: number; code: string }> {
  expect(response.webSocket).toBeNull();
  const body = (await response.json()) as {
    error: { type: string; code: string; request_id: string; retryable: boolean };
  };
  expect(body.error.type).toBe("parlor_error");
  expect(body.error.request_id).toBe(response.headers.get("x-request-id"));
  expect(response.headers.get("cache-control")).toBe("no-store");
  return { status: response.status, code: body.error.code };
}

describe("the door", () => {
  it("answers health and, for anything unknown, the one error shape", async () => {
    const health = await worker.fetch(`${ORIGIN}/health`);
    expect(await health.json()).toEqual({ status: "ok" });
    expect(await refusal(await worker.fetch(`${ORIGIN}/ws/nothing`))).toEqual({
      status: 404,
      code: "not_found",
    });
  });

  it("wants a WebSocket, opened with GET", async () => {
    const url = `${ORIGIN}/ws/inbox?v=1`;
    expect(await refusal(await worker.fetch(url))).toEqual({ status: 426, code: "upgrade_required" });
    expect(await refusal(await worker.fetch(url, { method: "POST" }))).toEqual({
      status: 405,
      code: "method_not_allowed",
    });
  });

  it.each([
    ["missing", undefined],
    ["null", "null"],
    ["look-alike", "http://parlor.test.evil.example"],
    ["prefix", "http://evil-parlor.test"],
    ["other scheme", "https://parlor.test"],
    ["other port", "http://parlor.test:81"],
    ["trailing slash", "http://parlor.test/"],
    ["upper case", "http://PARLOR.test"],
  ])("refuses an Origin that is %s before the upgrade", async (_name, origin) => {
    const room = await makeRoom();
    const ticket = await ticketFor(room, ada(room));
    const headers = new Headers({ upgrade: "websocket", "sec-websocket-protocol": `${SUBPROTOCOL}, ticket.${ticket}` });
    if (origin !== undefined) headers.set("origin", origin);
    const response = await worker.fetch(`${ORIGIN}/ws/rooms/${room.roomId}?v=1`, { headers });
    expect(await refusal(response)).toEqual({ status: 403, code: "forbidden" });
    // The refused attempt did not spend it.
    expect((await knock(room, ada(room), { ticket })).status).toBe(101);
  });

  it("tells a client of another version to update, by close code", async () => {
    const room = await makeRoom();
    for (const query of ["", "v=0", "v=2"]) {
      const response = await knock(room, ada(room), { query });
      if (!response.webSocket) throw new Error("refused");
      expect(await new Client(response.webSocket).untilClosed()).toMatchObject({ code: CLOSE.protocolTooOld });
    }
    expect(await refusal(await knock(room, ada(room), { protocols: "other.v1" }))).toEqual({
      status: 426,
      code: "upgrade_required",
    });
  });

  it("answers with the subprotocol alone", async () => {
    const room = await makeRoom();
    const response = await knock(room, ada(room));
    expect(response.headers.get("sec-websocket-protocol")).toBe(SUBPROTOCOL);
  });

  it("wants epoch and since together and well-formed", async () => {
    const room = await makeRoom();
    for (const query of [
      "v=1&since=3",
      "v=1&epoch=x",
      "v=1&epoch=x&since=-1",
      "v=1&epoch=x&since=1e9",
      `v=1&epoch=${"x".repeat(65)}&since=1`,
    ]) {
      expect(await refusal(await knock(room, ada(room), { query }))).toEqual({ status: 400, code: "invalid_request" });
    }
  });
});

describe("a ticket", () => {
  const key = (secret: string) => new TextEncoder().encode(secret);
  const claims = (room: TestRoom) => ({
    tenant: room.tenantId,
    person: ada(room),
    role: "member",
    session: "s",
    device: "d",
    room: room.roomId,
  });

  it("opens one socket, also when fifty try at once", async () => {
    const room = await makeRoom();
    const ticket = await ticketFor(room, ada(room));
    const answers = await Promise.all(Array.from({ length: 50 }, () => knock(room, ada(room), { ticket })));
    expect(answers.filter(({ status }) => status === 101)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(49);
  });

  it("is refused when forged, unsigned, expired, for another audience or secret, or missing", async () => {
    const room = await makeRoom();
    const good = new SignJWT(claims(room))
      .setProtectedHeader({ alg: "HS256" })
      .setJti(newId())
      .setIssuedAt()
      .setAudience("room");
    const none = `${btoa('{"alg":"none"}').replaceAll("=", "")}.${btoa(JSON.stringify({ ...claims(room), aud: "room", jti: newId(), exp: 9e9 })).replaceAll("=", "")}.`;
    const tickets = [
      none,
      "nonsense",
      "",
      await good.setExpirationTime("60s").sign(key("x".repeat(40))),
      await good.setExpirationTime(Math.floor(Date.now() / 1000) - 1).sign(key(bindings.TICKET_SECRET)),
      await good.setExpirationTime("60s").setAudience("inbox").sign(key(bindings.TICKET_SECRET)),
      await good.setExpirationTime("60s").setAudience("internal").sign(key(bindings.TICKET_SECRET)),
    ];
    for (const ticket of tickets) {
      expect(await refusal(await knock(room, ada(room), { ticket }))).toEqual({ status: 401, code: "unauthenticated" });
    }
    expect(await refusal(await knock(room, ada(room), { protocols: SUBPROTOCOL }))).toEqual({
      status: 401,
      code: "unauthenticated",
    });
  });

  it("is for one room of one tenant", async () => {
    const [mine, theirs] = [await makeRoom(), await makeRoom()];
    const ticket = await ticketFor(mine, ada(mine));
    expect(await refusal(await knock(theirs, ada(theirs), { ticket }))).toEqual({ status: 403, code: "forbidden" });
    // The room of the one tenant, named in a ticket of the other: as if there were none.
    const foreign = await ticketFor({ ...mine, tenantId: theirs.tenantId }, ada(mine));
    const missing = await ticketFor({ ...mine, roomId: newId<RoomId>() }, ada(mine));
    expect(await refusal(await knock(mine, ada(mine), { ticket: foreign }))).toEqual({
      status: 404,
      code: "not_found",
    });
    expect((await refusal(await knock(mine, ada(mine), { ticket: missing }))).status).toBe(403);
  });

  it("does not let in who is not a member", async () => {
    const room = await makeRoom();
    expect(await refusal(await knock(room, newId<PersonId>()))).toEqual({ status: 403, code: "forbidden" });
  });

  it("cannot be replaced by the Worker's own header", async () => {
    const room = await makeRoom();
    const admission = encodeURIComponent(
      JSON.stringify({
        claims: { ...claims(room), aud: "room", jti: newId(), expiresAt: 9e15 },
        asked: null,
        requestId: "x",
      }),
    );
    const response = await knock(room, ada(room), {
      protocols: SUBPROTOCOL,
      headers: { "x-parlor-admission": admission },
    });
    expect(response.status).toBe(401);
  });

  it("of an inbox is for the inbox alone", async () => {
    const room = await makeRoom();
    const { tenantId: tenant } = room;
    const ticket = await mintTicket(
      bindings.TICKET_SECRET,
      { aud: "inbox", tenant, person: ada(room), role: "member", session: "s", device: "d" },
      Date.now(),
    );
    expect(await refusal(await knock(room, ada(room), { ticket }))).toEqual({ status: 401, code: "unauthenticated" });
  });
});
