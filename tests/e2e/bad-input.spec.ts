/** Bad input on every route and frame: a typed error that names the field, nothing lost, no stack trace. */
import { get } from "node:http";
import { type APIResponse, expect, test } from "@playwright/test";
import { Caller, installation, makeRoom, RawSocket } from "./support/api";

const UNKNOWN = "018f0000-0000-7000-8000-000000000000";
let ada: Caller;
let roomId: string;

test.beforeAll(async () => {
  ada = await Caller.signIn("ada@demo.example");
  roomId = await makeRoom(ada, "bad input", []);
});
test.afterAll(() => ada.dispose());

async function expectError(answer: APIResponse, status: number, code: string, param?: string): Promise<void> {
  const text = await answer.text();
  expect(text, `status ${answer.status()}`).not.toMatch(/\bat .+:\d+:\d+|node_modules|Error: /);
  expect(answer.status(), text).toBe(status);
  const { error } = JSON.parse(text) as {
    error: { code: string; param?: string; message: string; request_id: string };
  };
  expect(error.code).toBe(code);
  if (param !== undefined) expect(error.param).toBe(param);
  expect(error.message.length).toBeGreaterThan(0);
  expect(error.request_id).toBe(answer.headers()["x-request-id"]);
}

const create = { clientId: crypto.randomUUID(), kind: "channel", name: "fine", visibility: "public" };
const BODIES: [name: string, method: string, path: string, json: unknown, param: string][] = [
  ["no client id", "POST", "rooms", { ...create, clientId: undefined }, "clientId"],
  ["client id of another shape", "POST", "rooms", { ...create, clientId: "1" }, "clientId"],
  ["unknown kind", "POST", "rooms", { ...create, kind: "planet" }, "kind"],
  ["name of the wrong type", "POST", "rooms", { ...create, name: 7 }, "name"],
  ["empty name", "POST", "rooms", { ...create, name: "   " }, "name"],
  ["name too long", "POST", "rooms", { ...create, name: "x".repeat(81) }, "name"],
  ["name with a control character", "POST", "rooms", { ...create, name: "a\u0000b" }, "name"],
  ["field that sets the tenant", "POST", "rooms", { ...create, tenantId: UNKNOWN }, "tenantId"],
  ["field that sets the author", "POST", "rooms", { ...create, createdBy: UNKNOWN }, "createdBy"],
  ["prototype key", "POST", "rooms", JSON.parse('{"__proto__":{"a":1},"kind":"channel"}'), ""],
  ["nobody to talk with", "POST", "rooms", { clientId: crypto.randomUUID(), kind: "dm", people: [] }, "people"],
  [
    "too many people",
    "POST",
    "rooms",
    { clientId: crypto.randomUUID(), kind: "group", people: Array(101).fill(UNKNOWN) },
    "people",
  ],
  ["topic too long", "PATCH", "rooms/:room", { clientId: crypto.randomUUID(), topic: "x".repeat(251) }, "topic"],
  ["archived as text", "PATCH", "rooms/:room", { clientId: crypto.randomUUID(), archived: "yes" }, "archived"],
  [
    "role that is none",
    "PATCH",
    `rooms/:room/members/${UNKNOWN}`,
    { clientId: crypto.randomUUID(), role: "king" },
    "role",
  ],
];

for (const [name, method, path, json, param] of BODIES) {
  test(`refuses a body: ${name}`, async () => {
    const answer = await ada.send(method, path.replace(":room", roomId), { json });
    await expectError(answer, 400, "invalid_request", param === "" ? undefined : param);
  });
}

const QUERIES: [string, string][] = [
  ["before=-1", "before"],
  ["before=1e9", "before"],
  ["before=99999999999999999999", "before"],
  ["after=abc", "after"],
  ["at=yesterday", "at"],
  ["before=5&after=5", "before"],
  ["limit=100000", "limit"],
];
for (const [query, param] of QUERIES) {
  test(`refuses a history query: ${query}`, async () => {
    await expectError(await ada.send("GET", `rooms/${roomId}/messages?${query}`), 400, "invalid_request", param);
  });
}

test("refuses bodies that are not JSON, too large, of another type or encoding", async () => {
  await expectError(await ada.send("POST", "rooms", { body: "{" }), 400, "invalid_request");
  await expectError(await ada.send("POST", "rooms", { body: "[]" }), 400, "invalid_request");
  await expectError(
    await ada.send("POST", "rooms", { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }),
    400,
    "invalid_request",
  );
  await expectError(
    await ada.send("POST", "rooms", { body: JSON.stringify({ name: "x".repeat(70_000) }) }),
    413,
    "payload_too_large",
  );
  const asText = await ada.send("POST", "rooms", {
    body: JSON.stringify(create),
    headers: { "content-type": "text/plain" },
  });
  await expectError(asText, 415, "unsupported_media_type");
});

test("refuses state changes from another origin, from none, and from a sandboxed frame", async () => {
  for (const origin of ["https://evil.example", "null", "", `${installation().url}.evil.example`]) {
    const answer = await ada.send("POST", "rooms", {
      json: { ...create, clientId: crypto.randomUUID() },
      headers: { origin },
    });
    await expectError(answer, 403, "forbidden");
  }
});

test("answers a missing room, a foreign room and nonsense ids alike", async () => {
  const eve = await Caller.signIn(acmeEmail(), "acme");
  const foreign = await makeRoom(eve, "foreign", []);
  await eve.dispose();
  for (const path of ["", "/messages", "/members"]) {
    const answers = await Promise.all([foreign, UNKNOWN].map((id) => ada.send("GET", `rooms/${id}${path}`)));
    const bodies = await Promise.all(answers.map(async (answer) => withoutId(await answer.text())));
    expect(answers.map((answer) => answer.status())).toEqual([404, 404]);
    expect(bodies[0]).toBe(bodies[1]);
  }
  const tickets = await Promise.all(
    [foreign, UNKNOWN].map((id) => ada.send("POST", `rooms/${id}/ticket`, { json: { device: "d" } })),
  );
  expect(tickets.map((answer) => answer.status())).toEqual([404, 404]);
  const tenants = await Promise.all(["acme", "no-such-tenant"].map((slug) => ada.send("GET", `/api/t/${slug}/rooms`)));
  expect(tenants.map((answer) => answer.status())).toEqual([404, 404]);
});

test("wants a sign-in first", async () => {
  const nobody = await Caller.signIn(null);
  await expectError(await nobody.send("GET", "rooms"), 401, "unauthenticated");
  await expectError(
    await nobody.send("POST", `rooms/${roomId}/ticket`, { json: { device: "d" } }),
    401,
    "unauthenticated",
  );
  await nobody.dispose();
});

test("closes the image door in every spelling", async () => {
  // Sent as they are: a client library would tidy them up.
  const { hostname, port } = new URL(installation().url);
  for (const path of [
    "/cdn-cgi/image/x/http://127.0.0.1/",
    "/%63dn-cgi/image/x/y",
    "/cdn-cgi%2fimage/x",
    "/\\cdn-cgi/image",
    "//cdn-cgi/image/x",
  ]) {
    const status = await new Promise((resolve, reject) => {
      get({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).on("error", reject);
    });
    expect(status, path).toBe(404);
  }
});

test("answers every bad frame, keeps the socket, and takes the good one after", async () => {
  const socket = await RawSocket.open(ada, roomId);
  await socket.frame((frame) => frame.type === "welcome");
  const clientId = crypto.randomUUID();
  const bad: [string, string | undefined][] = [
    ["not json", undefined],
    [JSON.stringify({ type: "message.send", clientId, body: 5 }), "body"],
    [JSON.stringify({ type: "message.send", clientId, body: "" }), "body"],
    [JSON.stringify({ type: "message.send", clientId: "x", body: "hello" }), "clientId"],
    [JSON.stringify({ type: "reaction.set", clientId, target: -1, emoji: "👍", on: true }), "target"],
  ];
  for (const [text, param] of bad) {
    const seen = socket.frames.length;
    socket.send(text);
    const answer = await socket.frame((frame) => frame.type === "rejected" && socket.frames.indexOf(frame) >= seen);
    expect(answer).toMatchObject({
      type: "rejected",
      code: "invalid_request",
      ...(param === undefined ? {} : { param }),
    });
  }
  socket.send(JSON.stringify({ type: "message.send", clientId, body: "still here" }));
  expect(await socket.frame((frame) => frame.type === "message.created" && frame.clientId === clientId)).toBeTruthy();
  socket.close();
});

test("closes a socket that sends more than a frame may hold", async () => {
  const socket = await RawSocket.open(ada, roomId);
  socket.send("x".repeat(70_000));
  expect(await socket.closed()).toBe(4413);
});

test("refuses a socket from another origin, with a used ticket, and with another room's ticket", async () => {
  const ticket = () =>
    ada.ask<{ ticket: string; url: string; protocol: string }>("POST", `rooms/${roomId}/ticket`, { device: "d" });
  await expect(RawSocket.withTicket(await ticket(), "https://evil.example")).rejects.toThrow(/403/);
  const used = await ticket();
  const first = await RawSocket.withTicket(used);
  await first.frame((frame) => frame.type === "welcome");
  await expect(opensWithWelcome(used)).rejects.toThrow();
  const other = await makeRoom(ada, "other", []);
  const elsewhere = { ...(await ticket()), url: `${installation().url.replace("http", "ws")}/ws/rooms/${other}` };
  await expect(opensWithWelcome(elsewhere)).rejects.toThrow();
  first.close();
});

async function opensWithWelcome(ticket: { ticket: string; url: string; protocol: string }): Promise<void> {
  const socket = await RawSocket.withTicket(ticket);
  const code = await Promise.race([
    socket.closed(),
    socket.frame((frame) => frame.type === "welcome").then(() => null),
  ]);
  if (code !== null) throw new Error(`closed with ${code}`);
}

function acmeEmail(): string {
  return installation().people.find((person) => person.tenant === "acme")?.email ?? "";
}

function withoutId(text: string): string {
  return text.replace(/"request_id":"[^"]*"/, "");
}
