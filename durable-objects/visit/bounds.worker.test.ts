/** What may not be, and the same over events and posts. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type ConversationId, type ProjectId, type TenantId, type VisitorId } from "@/lib/platform/ids";
import { VISITOR_CLOSE, VISITOR_LIMITS } from "@/lib/assistant/protocol";
import { mintSession } from "@/lib/assistant/server/session-token";
import { worker } from "../testing/room-client";
import { bindings, ORIGIN, Panel, TestVisit, upgrade } from "../testing/visit-client";

let visit: TestVisit;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = await new TestVisit().enter();
});

const ANSWER = "You can return it within 30 days [1].";

describe("what may not be", () => {
  it.each([
    ["tenant", { tenant: newId<TenantId>() }],
    ["project", { project: newId<ProjectId>() }],
    ["visitor", { visitor: newId<VisitorId>() }],
    ["conversation", { conversation: newId<ConversationId>() }],
  ])("a ticket of another %s opens nothing and a session of it hears nothing", async (_name, other) => {
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    const claims = { ...visit.claims, ...other };
    const strange = await Panel.open(visit.conversationId, await visit.ticket(claims));
    strange.send({ type: "init", v: 1, since: 0 });
    await vi.waitFor(() => expect(strange.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    expect(strange.frames).toEqual([]);
    const session = await mintSession(bindings.TICKET_SECRET, claims, Date.now());
    const answers = await Promise.all([
      worker.fetch(`${ORIGIN}/embed/conversations/${visit.conversationId}/events`, bearer(session)),
      worker.fetch(`${ORIGIN}/embed/conversations/${newId()}/events`, bearer(session)),
      worker.fetch(`${ORIGIN}/embed/conversations/${visit.conversationId}/events`, bearer("x")),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    const bodies = await Promise.all(answers.map((answer) => answer.json<{ error: { request_id: string } }>()));
    expect(new Set(bodies.map(({ error }) => JSON.stringify({ ...error, request_id: "" }))).size).toBe(1);
  });

  it("a ticket works once, from our own origin alone", async () => {
    const ticket = await visit.ticket();
    const panel = await Panel.open(visit.conversationId, ticket);
    panel.send({ type: "init", v: 1, since: 0 });
    await panel.until(({ type }) => type === "ready");
    const again = await Panel.open(visit.conversationId, ticket);
    await vi.waitFor(() => expect(again.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    for (const origin of ["null", "https://evil.example", `${ORIGIN}.evil.example`, ""]) {
      const answer = await upgrade(visit.conversationId, await visit.ticket(), { origin });
      expect(answer.status).toBe(403);
    }
  });

  it("five hundred random frames are refused with typed errors, and the conversation goes on", async () => {
    const panel = await visit.open();
    const odd = [null, 1, "x", [], {}, { type: 1 }, { type: "message" }, { type: "message", id: "x", text: "y" }];
    const more = [
      ...[
        { type: "message", id: crypto.randomUUID(), text: " \u200b " },
        { type: "regenerate", id: 5 },
      ],
      ...[
        { type: "message", id: crypto.randomUUID(), text: "x".repeat(2_001) },
        { type: "history", before: -1 },
      ],
      ...[{ type: "feedback", seq: 1, vote: "sideways" }, { type: "feedback", seq: 9, vote: "up" }, { type: "init" }],
      ...[{ type: "__proto__" }, { type: "message", id: crypto.randomUUID(), text: 7 }],
    ];
    const frames = [...odd, ...more].map((value) => JSON.stringify(value));
    frames.push("", "{", "]", "\u0000", "x".repeat(VISITOR_LIMITS.frameBytesMax + 1));
    for (let nth = 0; nth < 500; nth++) {
      // Slower than a flood: otherwise the answer is that it is one.
      visit.moveOn(1_000);
      panel.send(frames[nth % frames.length] ?? "");
      if (nth % 25 === 24) {
        const seen = nth + 1;
        await vi.waitFor(() => expect(panel.frames.length).toBe(seen + 1));
      }
    }
    const errors = panel.frames.slice(1);
    expect(errors.every((frame) => frame.type === "error" && ["invalid_request"].includes(frame.code))).toBe(true);
    panel.ask("Can I return an order?");
    await panel.answered(2);
    expect(panel.closed).toBeNull();
  });

  it("a flood ends in a closed socket", async () => {
    const panel = await visit.open();
    for (let nth = 0; nth < 400; nth++) panel.send({ type: "stop" });
    await vi.waitFor(() => expect(panel.closed?.code).toBe(VISITOR_CLOSE.rateLimited));
  });
});

describe("events and posts", () => {
  it("say the same as the socket, from where the reader stands", async () => {
    const session = await mintSession(bindings.TICKET_SECRET, visit.claims, Date.now());
    const place = `${ORIGIN}/embed/conversations/${visit.conversationId}`;
    const events = await worker.fetch(`${place}/events?v=1&since=0`, bearer(session));
    expect(events.headers.get("content-type")).toContain("text/event-stream");
    const socket = await visit.open();
    const reader = new EventReader(events);
    const post = (frame: object) =>
      worker.fetch(`${place}/frames`, {
        ...{ method: "POST", body: JSON.stringify(frame) },
        headers: { ...bearer(session).headers, origin: ORIGIN, "content-type": "application/json" },
      });
    const id = crypto.randomUUID();
    expect((await post({ type: "message", id, text: "Can I return an order?" })).status).toBe(202);
    await socket.answered(2);
    await vi.waitFor(() => expect(reader.frames.at(-1)).toEqual(socket.frames.at(-1)));
    expect(reader.frames).toEqual(socket.frames);
    expect((await post({ frames: [{ type: "history", before: 9 }, { type: "stop" }] })).status).toBe(202);
    await vi.waitFor(() => expect(reader.frames.at(-1)).toMatchObject({ type: "history", messages: [{}, {}] }));
    const back = new EventReader(await worker.fetch(`${place}/events?v=1&since=2&at=2.4`, bearer(session)));
    await vi.waitFor(() =>
      expect(back.frames[0]).toMatchObject({ type: "ready", messages: [{ seq: 2, text: ANSWER }] }),
    );
    await visit.rpc.suspend(visit.tenantId);
    await vi.waitFor(() => expect(reader.over && back.over).toBe(true));
  });
});

function bearer(session: string) {
  return { headers: { authorization: `Bearer ${session}` } };
}

class EventReader {
  readonly frames: object[] = [];
  over = false;

  constructor(answer: Response) {
    void this.read(answer);
  }

  private async read({ body }: Response): Promise<void> {
    let rest = "";
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + text).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        if (block.startsWith("data: ")) this.frames.push(JSON.parse(block.slice(6)) as object);
      }
    }
    this.over = true;
  }
}
