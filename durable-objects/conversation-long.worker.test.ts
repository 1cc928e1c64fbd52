import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { latch, MODEL, TestSession } from "./testing/session-client";
import { kill, written } from "./testing/session-words";

let session: TestSession;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  session = await new TestSession().create({ instructions: "Speak plainly." });
});

describe("an object that dies in mid-turn", () => {
  it("has the partial text, marked as aborted, and goes on with the next question", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["x".repeat(1_500), "lost"], wait: gate.wait }, { texts: ["Yes."] }];
    const dying = session.post({ content: "Tell" }, "k").catch(() => null);
    await vi.waitFor(async () => expect((await session.messages()).at(-1)?.content).toHaveLength(1_500));
    await kill(session);
    gate.open();
    await dying;
    await session.connect();
    expect(await session.messages()).toMatchObject([
      { seq: 1, role: "user", status: "complete" },
      { seq: 2, role: "assistant", content: "x".repeat(1_500), status: "aborted", error: { code: "aborted" } },
    ]);
    // What came of it is what a repeat is told; asking anew is the caller's choice.
    expect(await session.post({ content: "Tell" }, "k")).toMatchObject({
      status: "failed",
      failure: { code: "aborted" },
    });
    expect(await session.post({ content: "Go on" })).toMatchObject({ status: "answer" });
    expect(session.asked.at(-1)?.messages.at(-2)).toEqual({ role: "assistant", content: "x".repeat(1_500) });
  });

  it("is found by the alarm when nobody comes back", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["a".repeat(1_200), "b"], wait: gate.wait }];
    const dying = session.post({ content: "Tell" }).catch(() => null);
    await vi.waitFor(async () => expect((await session.messages()).at(-1)?.content).toHaveLength(1_200));
    await kill(session);
    gate.open();
    await dying;
    await session.connect();
    await runDurableObjectAlarm(session.stub);
    expect(await session.sql("SELECT count(*) FROM messages WHERE open = 1")).toEqual([[0]]);
    expect(session.projected.at(-1)?.messages).toMatchObject([{ seq: 1 }, { seq: 2, status: "aborted" }]);
  });
});

describe("a conversation that grows too long", () => {
  it("is summarised by sentences where no model retells, and nothing newer is lost", async () => {
    session.model = { ...MODEL, provider: "parlor", contextTokens: 1_200, outputTokensMax: 400 };
    session.scripts = [{ texts: ["The order 48213 is on its way to Berlin. ".repeat(6)] }];
    for (let at = 0; at < 12; at++) await session.post({ content: `Question ${at} about order 48213 in Berlin?` });
    const last = session.asked.at(-1)?.messages ?? [];
    expect(last[1]?.content).toContain("Summary of the earlier conversation");
    expect(last[1]?.content).toContain("48213");
    expect(last.at(-1)?.content).toBe("Question 11 about order 48213 in Berlin?");
    expect(await session.messages()).toHaveLength(24);
  });

  it("is summarised by the small model, as a call of its own", async () => {
    session.model = { ...MODEL, contextTokens: 1_200, outputTokensMax: 400 };
    session.scripts = [{ texts: ["word ".repeat(60)] }];
    for (let at = 0; at < 8; at++) await session.post({ content: `Question ${at} ${"long ".repeat(30)}` });
    const summaries = session.asked.filter(({ model }) => model === "small");
    expect(summaries.length).toBeGreaterThan(0);
    expect(session.asked.length).toBe(8 + summaries.length);
    expect(session.asked.at(-1)?.messages[1]?.content).toContain("word word");
  });

  it("says so when one question alone is more than the model takes", async () => {
    expect(await session.post({ content: "x".repeat(100_000) })).toMatchObject({
      status: "failed",
      failure: { status: 400, code: "context_length_exceeded", param: "content" },
    });
    expect(await session.messages()).toEqual([]);
  });
});

describe("what comes from outside of a turn", () => {
  it("is added between turns, once, and seen by the next one", async () => {
    const gate = latch();
    session.scripts = [{ texts: ["a", "b"], wait: gate.wait }, { texts: ["Noted."] }];
    const running = session.post({ content: "One" });
    await written(session, "a");
    const approved = { runId: "r1", tool: "refund", arguments: '{"order":1}', result: '{"ok":true}' };
    await session.rpc.approved(session.tenantId, approved);
    await session.rpc.note(session.tenantId, { id: "n1", from: "session", content: "Heard elsewhere." });
    expect(await session.messages()).toHaveLength(2);
    gate.open();
    await running;
    await vi.waitFor(async () => expect(await session.messages()).toHaveLength(6));
    await session.rpc.approved(session.tenantId, approved);
    expect((await session.messages()).map(({ role, name }) => [role, name])).toEqual([
      ["user", undefined],
      ["assistant", undefined],
      ["user", "approval"],
      ["assistant", undefined],
      ["tool", "refund"],
      ["user", "session"],
    ]);
    await session.post({ content: "So?" });
    expect(session.asked.at(-1)?.messages.find(({ role }) => role === "tool")).toMatchObject({
      content: '{"ok":true}',
    });
  });
});
