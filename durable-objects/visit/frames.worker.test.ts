/** What a panel may do, one thing at a time. */
import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { VISITOR_LIMITS } from "@/lib/assistant/protocol";
import { latch } from "../testing/session-client";
import { TestVisit } from "../testing/visit-client";

let visit: TestVisit;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = await new TestVisit().enter();
});

describe("one turn at a time", () => {
  it("refuses a second question while the first is answered, and takes the same one once for ever", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can", " return it."], wait: gate.wait }];
    const panel = await visit.open();
    const id = panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    const second = panel.ask("And a gift?");
    expect(await panel.until(({ type }) => type === "error")).toMatchObject({ code: "conflict", id: second });
    gate.open();
    await panel.answered(2);
    for (let nth = 0; nth < 3; nth++) panel.ask("Can I return an order?", id);
    panel.send({ type: "ping" });
    await panel.until(({ type }) => type === "pong");
    await evictDurableObject(visit.stub);
    await visit.connect();
    panel.ask("Can I return an order?", id);
    panel.send({ type: "history", before: 99 });
    expect(await panel.until(({ type }) => type === "history")).toMatchObject({
      messages: [{ seq: 1 }, { seq: 2 }],
      earlier: false,
    });
    expect(visit.asked).toHaveLength(1);
  });

  it("lets exactly one of many at once begin", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can", " return it."], wait: gate.wait }];
    const panels = await Promise.all(Array.from({ length: 5 }, () => visit.open()));
    for (const panel of panels) panel.ask("Can I return an order?");
    await vi.waitFor(() =>
      expect(panels.flatMap(({ frames }) => frames).filter(({ type }) => type === "error")).toHaveLength(4),
    );
    gate.open();
    for (const panel of panels) await panel.answered(2);
    expect(await visit.messages()).toHaveLength(2);
    expect(new Set(panels.map(({ texts }) => JSON.stringify(texts))).size).toBe(1);
  });

  it("takes ten messages a minute", async () => {
    visit.confidence = 0;
    const panel = await visit.open();
    for (let nth = 1; nth <= VISITOR_LIMITS.messagesPerMinute; nth++) {
      panel.ask(`Question ${nth}`);
      await panel.answered(nth * 2);
    }
    const id = panel.ask("One more");
    expect(await panel.until(({ type }) => type === "error")).toMatchObject({ code: "rate_limited", id });
    visit.moveOn(60_001);
    panel.ask("One more", id);
    await panel.answered(22);
  });
});

describe("stop, regenerate and feedback", () => {
  it("stop keeps what there is and reaches the model", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can", " return it."], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    panel.send({ type: "stop" });
    expect(await panel.answered(2)).toMatchObject({ state: "stopped", text: "You can" });
    await vi.waitFor(() => expect(visit.aborted).toBe(1));
  });

  it("regenerate replaces the answer in its place, once for each id", async () => {
    visit.scripts = [{ texts: ["First."] }, { texts: ["Second."] }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    const id = crypto.randomUUID();
    panel.send({ type: "regenerate", id });
    await vi.waitFor(() => expect(panel.messages.get(2)).toMatchObject({ text: "Second.", state: "complete" }));
    panel.send({ type: "regenerate", id });
    panel.send({ type: "history", before: 99 });
    await panel.until(({ type }) => type === "history");
    expect(visit.asked).toHaveLength(2);
    expect(visit.asked[1]?.messages.at(-1)?.content).toBe("Can I return an order?");
    expect((await visit.messages()).map(({ seq, text }) => [seq, text])).toEqual([
      [1, "Can I return an order?"],
      [2, "Second."],
    ]);
    await visit.ring();
    expect(visit.projected.flatMap(({ messages }) => messages).findLast(({ seq }) => seq === 2)?.text).toBe("Second.");
  });

  it("a vote with a comment is shown to every panel, kept for the team, and taken back", async () => {
    const [one, two] = [await visit.open(), await visit.open()];
    one.ask("Can I return an order?");
    await one.answered(2);
    one.send({ type: "feedback", seq: 2, vote: "down", comment: "Too vague" });
    await vi.waitFor(() => expect(two.messages.get(2)?.vote).toBe("down"));
    await visit.ring();
    expect(visit.projected.at(-1)).toMatchObject({ conversation: { downs: 1 } });
    expect(visit.projected.at(-1)?.messages.at(-1)).toMatchObject({ vote: "down", comment: "Too vague" });
    one.send({ type: "feedback", seq: 2, vote: null });
    await vi.waitFor(() => expect(two.messages.get(2)?.vote).toBeUndefined());
    one.send({ type: "feedback", seq: 1, vote: "up" });
    expect(await one.until(({ type }) => type === "error")).toMatchObject({ code: "invalid_request", param: "seq" });
  });
});
