/** After the administrator's removal call answers, no further byte of the room reaches that person on any path (MSG-22). */
import { expect, test } from "@playwright/test";
import { Caller, makeRoom, personNamed, RawSocket } from "./support/api";

test("a removed member hears nothing more: socket, ticket, page, member list, directory", async () => {
  const ada = await Caller.signIn("ada@demo.example");
  const ben = await Caller.signIn("ben@demo.example");
  const benName = (await ben.ask<{ people: { id: string; name: string }[]; you?: string }>("GET", "people")).people;
  expect(benName.length).toBeGreaterThan(1);
  const benId = await personNamed(ada, benNameOf());
  const roomId = await makeRoom(ada, "removal", [benId]);

  const listening = await RawSocket.open(ben, roomId);
  await listening.frame((frame) => frame.type === "welcome");
  const speaking = await RawSocket.open(ada, roomId);
  await speaking.frame((frame) => frame.type === "welcome");
  // A ticket minted while he was a member.
  const early = await ben.ask<{ ticket: string; url: string; protocol: string }>("POST", `rooms/${roomId}/ticket`, {
    device: "early",
  });

  let talking = true;
  let sent = 0;
  const talk = (async () => {
    while (talking) {
      const clientId = crypto.randomUUID();
      speaking.send(JSON.stringify({ type: "message.send", clientId, body: `secret ${sent++}` }));
      await speaking.frame((frame) => "clientId" in frame && frame.clientId === clientId);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  })();
  await listening.frame((frame) => frame.type === "message.created");

  await ada.ask("DELETE", `rooms/${roomId}/members/${benId}?clientId=${crypto.randomUUID()}`);
  const heard = listening.frames.length;
  const removedAt = sent;
  while (sent < removedAt + 5) await new Promise((resolve) => setTimeout(resolve, 20));
  talking = false;
  await talk;

  expect(listening.isOpen).toBe(false);
  expect(await listening.closed()).toBe(4403);
  expect(listening.frames.length).toBe(heard);
  await expect(
    RawSocket.withTicket(early).then(async (socket) => {
      const code = await socket.closed();
      expect(socket.frames).toEqual([]);
      throw new Error(`closed with ${code}`);
    }),
  ).rejects.toThrow();
  for (const [method, path, json] of [
    ["GET", `rooms/${roomId}`, undefined],
    ["GET", `rooms/${roomId}/messages`, undefined],
    ["GET", `rooms/${roomId}/messages?before=3`, undefined],
    ["GET", `rooms/${roomId}/members`, undefined],
    ["POST", `rooms/${roomId}/ticket`, { device: "late" }],
  ] as const) {
    const answer = await ben.send(method, path, json === undefined ? {} : { json });
    expect(answer.status(), path).toBe(404);
    expect(await answer.text()).not.toContain("secret");
  }
  const mine = await ben.send("GET", "rooms?scope=mine");
  expect(await mine.text()).not.toContain(roomId);
  speaking.close();
  await Promise.all([ada.dispose(), ben.dispose()]);
});

test("pages asked for while the removal runs hold nothing once it has answered", async () => {
  const ada = await Caller.signIn("ada@demo.example");
  const ben = await Caller.signIn("ben@demo.example");
  const benId = await personNamed(ada, benNameOf());
  const roomId = await makeRoom(ada, "removal race", [benId]);
  let removedAtMs: number | null = null;
  const late: { startedMs: number; status: number }[] = [];
  const reads = Array.from({ length: 40 }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * 5));
    const startedMs = performance.now();
    const answer = await ben.send("GET", `rooms/${roomId}/messages`);
    late.push({ startedMs, status: answer.status() });
  });
  await new Promise((resolve) => setTimeout(resolve, 80));
  await ada.ask("DELETE", `rooms/${roomId}/members/${benId}?clientId=${crypto.randomUUID()}`);
  removedAtMs = performance.now();
  await Promise.all(reads);
  const after = late.filter(({ startedMs }) => startedMs > (removedAtMs ?? 0));
  expect(after.every(({ status }) => status === 404)).toBe(true);
  expect(late.every(({ status }) => status === 200 || status === 404)).toBe(true);
  await Promise.all([ada.dispose(), ben.dispose()]);
});

function benNameOf(): string {
  const ben = (JSON.parse(process.env.PARLOR_INSTALLATION ?? "{}") as { people: { email: string; name: string }[] })
    .people;
  return ben.find((person) => person.email === "ben@demo.example")?.name ?? "";
}
